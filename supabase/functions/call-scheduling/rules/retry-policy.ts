import * as z from "../shared/zod.ts";
import { fault } from "../shared/fault.ts";
import { wholeNumber } from "../shared/fields.ts";
import type { Code } from "../../_shared/platform/codes.ts";

const minutes = z.number("must be a number").min(1, "must be 1 or more").max(10_080, "must be 10080 or less");

const retries = z.strictObject({
  max_retries: wholeNumber(0, 10),
  minutes: z.array(minutes).max(10, "must hold at most 10 waits").openapi({
    description: "Minutes to wait before each retry; the last one repeats.",
  }),
}).refine(({ max_retries, minutes }) => max_retries === 0 || minutes.length > 0, {
  path: ["minutes"],
  ...fault("needed_here", "must hold at least one wait when there are retries"),
}).optional();

const byCategory = {
  no_answer: retries,
  busy: retries,
  failed: retries,
  voicemail: retries,
  absent: retries,
  undialled: retries,
} satisfies Record<Code<"retry_category">, typeof retries>;

/** How often and how soon a call is tried again, as `private.is_retry_policy` in SQL allows it. */
export const retryPolicy = z.strictObject({
  max_attempts: wholeNumber(1, 20).optional(),
  ...byCategory,
}).openapi("RetryPolicy", {
  description: "By what came of an attempt. What is left out is the organisation's.",
});
