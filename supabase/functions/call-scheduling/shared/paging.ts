import * as z from "./zod.ts";
import { decodeCursor } from "../../_shared/platform/cursor.ts";
import { fault } from "./fault.ts";

/** Rows in one page, from a query: 1 to 200. */
export const limit = z.string().regex(/^([1-9]\d?|1\d\d|200)$/, "must be a whole number from 1 to 200")
  .transform(Number)
  .openapi({ type: "integer", minimum: 1, maximum: 200, default: 50, description: "Entries in one page." });

const cursor = z.string().max(500).transform((value, context) => {
  const decoded = decodeCursor(value);
  if (decoded) return decoded;
  context.addIssue({ code: "custom", ...fault("bad_form", "is not a cursor of this list") });
  return z.NEVER;
}).openapi({ type: "string", description: "next_cursor of the page before." });

/** What every list in the order of a time, then of `id`, takes. */
export const paging = { limit: limit.optional(), cursor: cursor.optional() };

export const nextCursor = z.string().nullable().openapi({ description: "Null on the last page." });
