import { type Link, readLink } from "./link.ts";

/** Reads the link that led here, and leaves a bare address: nobody copies it with a token in it. */
export function takeLink(): Link | null {
  const link = readLink(location.search, location.hash);
  if (link !== null) {
    const hash = location.hash.startsWith("#/") ? location.hash : "";
    history.replaceState(null, "", location.pathname + hash);
  }
  return link;
}
