import { base64urlnopad } from "@scure/base";
import * as z from "zod";
import { parseTimestamp } from "./timestamps.ts";

/** The last row of a page: where the next one begins in the order of a time, then of `id`. */
export type Cursor = { at: string; id: string };

const cursor = z.tuple([
  z.string().transform((text) => parseTimestamp(text)?.text),
  z.guid(),
]);

/** Opaque to clients: base64url, so that it needs no escaping in an address. Keeps microseconds. */
export function encodeCursor({ at, id }: Cursor): string {
  return base64urlnopad.encode(new TextEncoder().encode(JSON.stringify([at, id])));
}

/** Undefined for anything that `encodeCursor` did not write. */
export function decodeCursor(text: string): Cursor | undefined {
  try {
    const parsed = cursor.safeParse(JSON.parse(new TextDecoder().decode(base64urlnopad.decode(text))));
    const [at, id] = parsed.success ? parsed.data : [];
    return at === undefined || id === undefined ? undefined : { at, id };
  } catch {
    return undefined;
  }
}
