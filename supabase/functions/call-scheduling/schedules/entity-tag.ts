import * as z from "../shared/zod.ts";
import { parseTimestamp } from "../../_shared/platform/timestamps.ts";
import { fault } from "../shared/fault.ts";

/** What a call is known by in `ETag` and `If-Match`: when it was changed last. */
export function entityTag({ updated_at }: { updated_at: string }): string {
  return `"${updated_at}"`;
}

const tag = z.string().max(100).transform((value, context) => {
  if (value.trim() === "*") return undefined;
  const parsed = parseTimestamp(value.trim().replace(/^(?:W\/)?"(.*)"$/, "$1"));
  if (parsed) return parsed;
  context.addIssue({ code: "custom", ...fault("bad_form", "must be the ETag that the call was read with") });
  return z.NEVER;
}).optional();

export const ifMatchHeader = z.object({
  "if-match": tag.openapi({
    type: "string",
    description: "The ETag that the call was read with: 412 changed_meanwhile where it has changed since.",
  }),
});
