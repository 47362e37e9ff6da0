import { z } from "zod";
import { parseTimestamp } from "./timestamps.ts";

/** The last row of a page: where the next one begins in the order of `scheduled_at`, then `id`. */
export type Cursor = { scheduled_at: string; id: string };

const cursor = z.tuple([
  z.string().transform((text) => parseTimestamp(text)?.text),
  z.guid(),
]);

/** Opaque to clients: base64url, so that it needs no escaping in an address. Keeps microseconds. */
export function encodeCursor({ scheduled_at, id }: Cursor): string {
  return btoa(JSON.stringify([scheduled_at, id])).replace(/\+/g, "-").replace(
    /\//g,
    "_",
  ).replace(/=+$/, "");
}

/** Undefined for anything that `encodeCursor` did not write. */
export function decodeCursor(text: string): Cursor | undefined {
  try {
    const parsed = cursor.safeParse(
      JSON.parse(atob(text.replace(/-/g, "+").replace(/_/g, "/"))),
    );
    const [scheduledAt, id] = parsed.success ? parsed.data : [];
    return scheduledAt === undefined || id === undefined ? undefined : { scheduled_at: scheduledAt, id };
  } catch {
    return undefined;
  }
}
