import { signal } from "@preact/signals";

/** Where one is: `#/acme/calls/<id>?status=scheduled`. */
export interface Place {
  org: string | null;
  /** The first part behind the organisation; "" is the first screen. */
  screen: string;
  rest: readonly string[];
  query: URLSearchParams;
  /** What must not stand in an address (words that are searched for, names); it goes with the entry of the history. */
  state: Readonly<Record<string, string>>;
}

export function parsePlace(hash: string, state: unknown): Place {
  const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split("?", 2);
  const [org, screen = "", ...rest] = path.split("/").map(decode).filter((part) => part !== "");
  return { org: org ?? null, screen, rest, query: new URLSearchParams(query), state: readState(state) };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function readState(state: unknown): Record<string, string> {
  if (typeof state !== "object" || state === null) return {};
  return Object.fromEntries(
    Object.entries(state).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

const here = typeof location === "undefined" ? "" : location.hash;
export const place = signal(parsePlace(here, typeof history === "undefined" ? null : history.state));

export function followAddress(): void {
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
