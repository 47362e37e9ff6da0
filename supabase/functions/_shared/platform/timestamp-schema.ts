import * as z from "zod";
import { cutText } from "./storable-text.ts";
import { formatTimestamp } from "./timestamps.ts";

/** A time of the database's, as a Date (milliseconds; Postgres keeps microseconds). */
export const timestamp = z.string().transform((text, context) => {
  const date = new Date(formatTimestamp(text));
  if (!Number.isNaN(date.getTime())) return date;
  context.addIssue(`not a time: ${cutText(text, 40)}`);
  return z.NEVER;
});
