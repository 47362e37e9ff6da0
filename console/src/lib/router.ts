import { signal } from "@preact/signals";
import { parsePlace } from "./place.ts";

export type { Place } from "./place.ts";

const here = typeof location === "undefined" ? "" : location.hash;
export const place = signal(parsePlace(here, typeof history === "undefined" ? null : history.state));

export function followAddress(): void {
  read();
  addEventListener("popstate", read);
  addEventListener("hashchange", read);
}

function read(): void {
  place.value = parsePlace(location.hash, history.state);
}

/** The address of a screen of an organisation: `hrefTo("acme", ["calls", id], { status: "scheduled" })`. */
export function hrefTo(
  org: string,
  path: readonly string[],
  query: URLSearchParams | Record<string, string> = {},
): string {
  const text = new URLSearchParams(query).toString();
  return `#/${[org, ...path].map(encodeURIComponent).join("/")}${text === "" ? "" : `?${text}`}`;
}

/** The address of a screen of the organisation on the screen. */
export function href(path: readonly string[], query: URLSearchParams | Record<string, string> = {}): string {
  return hrefTo(place.value.org ?? "", path, query);
}

/** Goes there without loading anything anew; `replace`: the way back does not lead here. */
export function go(
  address: string,
  { replace = false, state = {} }: { replace?: boolean; state?: Record<string, string> } = {},
): void {
  if (replace) history.replaceState(state, "", address);
  else history.pushState(state, "", address);
  read();
}
