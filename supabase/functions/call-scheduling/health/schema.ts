import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";

const count = z.int().min(0);
const time = z.string().nullable().openapi({ format: "date-time", example: "2026-12-01T04:30:00Z" });

/** How an organisation stands. */
export const health = z.object({
  stalled: z.boolean().openapi({ description: "Calls could be dialled, and nobody comes to do it." }),
  calling: z.object({
    is_on: z.boolean(),
    paused_code: z.enum(codes.reason_code).nullable().openapi({
      description: "null: a person has paused it.",
    }),
    paused_reason: z.string().nullable(),
    paused_at: time,
  }),
  lines: z.object({ in_use: count, most: count }),
  calls: z.object({
    due: count.openapi({ description: "They wait since their time." }),
    oldest_due_seconds: count.nullable().openapi({ description: "How long the first of them has waited." }),
    unknown: count.openapi({ description: "Nobody knows yet whether they were made." }),
  }),
  hubspot: z.object({
    state: z.enum(codes.hubspot_state),
    read_at: time.openapi({ description: "When the latest complete reading began." }),
    waiting: count.openapi({ description: "To be written back, at most 1000." }),
    dead: count.openapi({ description: "HubSpot refuses them, at most 1000." }),
  }).nullable().openapi({ description: "null: not connected." }),
  webhooks: z.object({
    well: count,
    failing: count,
    off: count,
    waiting: count.openapi({ description: "To be told." }),
    dead: count.openapi({ description: "Given up within the last four days, at most 1000." }),
  }),
  alerts: z.object({ critical: count, warning: count }).openapi({ description: "How many are open." }),
  key_rotation: z.object({
    state: z.enum(["waiting", "walking", "left_over"]).openapi({
      description:
        "waiting: numbers do not move yet; left_over: what has nothing but a hash moves when its number is seen.",
    }),
    percent: count.max(100).openapi({ description: "Of the numbers of the whole system." }),
    seconds_left: z.number().nullable().openapi({ description: "About; null: not known." }),
  }).nullable().openapi({ description: "A key of phone numbers is being changed; null: none is." }),
}).openapi("Health");

export type Health = z.output<typeof health>;
