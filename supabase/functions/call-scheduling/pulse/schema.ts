import * as z from "../shared/zod.ts";

const count = z.int().min(0);
const time = z.string().nullable().openapi({ format: "date-time", example: "2026-12-01T04:30:00Z" });

/** What a live page needs in one answer. */
export const pulse = z.object({
  revision: z.int().openapi({
    description:
      "Grows with every change that is written down: when it has, load again what is shown, and once more 2 s later.",
  }),
  in_progress: count.openapi({ description: "Calls that are being made." }),
  lines: count.openapi({ description: "How many calls may be made at once." }),
  due: count.openapi({ description: "Calls that wait since their time." }),
  attention: count.openapi({ description: "Calls that a person must look at." }),
  next_due_at: time.openapi({
    description:
      "When the first of those that wait may leave; null: none waits. One that lies in the past has waited since then.",
  }),
  stalled: z.boolean().openapi({ description: "Calls could be dialled, and nobody comes to do it." }),
  swept_at: time.openapi({
    description:
      "When the latest pass over what is due was completed; null while nothing of yours is due or being made.",
  }),
  paused_reason: z.string().nullable().openapi({
    description: "Why nothing is dialled; null while calling is on.",
  }),
  paused_at: time.openapi({ description: "Since when, where it is the organisation's own pause." }),
  calls_today: z.object({
    day: z.string().openapi({ format: "date", description: "In the organisation's calendar." }),
    scheduled: count.openapi({ description: "Still to come." }),
    in_progress: count,
    completed: count,
    failed: count,
    cancelled: count,
    completion_rate: z.number().min(0).max(1).nullable().openapi({
      description: "completed ÷ (completed + failed); null when there were none.",
    }),
  }).openapi({ description: "The calls that became or become due today." }),
}).openapi("Pulse");

export type Pulse = z.output<typeof pulse>;
