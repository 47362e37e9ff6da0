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
