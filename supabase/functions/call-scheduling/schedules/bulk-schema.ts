import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";
import { id, inOrder, oneOf, timestamp, wholeNumber } from "../shared/fields.ts";
import { fault } from "../shared/fault.ts";
import { callFilters } from "./list-filters.ts";

const minutesOfYear = 366 * 24 * 60;

const move = z.strictObject({
  scheduled_at: timestamp().optional().openapi({ description: "All to this time." }),
  by_minutes: wholeNumber(-minutesOfYear, minutesOfYear).optional().openapi({
    description: "Each from its own time.",
  }),
}).refine(
  (sent) => (sent.scheduled_at === undefined) !== (sent.by_minutes === undefined),
  fault("one_of_two", "must have either scheduled_at or by_minutes"),
);

const filter = z.strictObject({
  ...callFilters,
  attention: z.boolean().optional(),
  status: z.array(oneOf(codes.call_status)).min(1).max(5).optional(),
}).refine((sent) => Object.keys(sent).length > 0, fault("nothing_sent", "must name something"))
  .refine(...inOrder);

/** What is done to many calls. */
export const bulkChange = z.strictObject({
  action: oneOf(codes.bulk_action),
  ids: z.array(id()).min(1, "must name one or more").max(1000, "must be at most 1000").optional(),
  filter: filter.optional().openapi({
    description: "Those of the list with these filters; from and to are of due_at.",
  }),
  move: move.optional().openapi({ description: "Where to; with action move." }),
  dry_run: z.boolean().optional().openapi({
    description: "Say what would happen, and do nothing.",
    default: false,
  }),
  confirm: wholeNumber(0, 1000).optional().openapi({
    description: "How many calls the dry run said would change; asked for together with filter.",
  }),
}).refine((sent) => (sent.ids === undefined) !== (sent.filter === undefined), {
  path: ["ids"],
  ...fault("one_of_two", "must be sent, or filter: one of the two"),
}).refine((sent) => (sent.action === "move") === (sent.move !== undefined), {
  path: ["move"],
  ...fault("needed_here", "must be sent with action move, and only then"),
}).openapi("BulkChange", {
  example: { action: "cancel", filter: { q: "asha", status: ["scheduled"] }, dry_run: true },
});

const count = z.int().min(0);

export const bulkAnswer = z.object({
  dry_run: z.boolean(),
  matched: count,
  changed: count.openapi({ description: "How many were moved or cancelled, or in a dry run would be." }),
  deferred: count.openapi({
    description: "Of those moved: how many must wait beyond their new time, by the law or your hours.",
  }),
  left_as_is: z.array(z.object({
    id: z.guid(),
    code: z.string().openapi({
      description:
        "not_found, forbidden (booked by somebody else), live (being made), over, invalid (no time to book for), or why it " +
        "could never leave then: a decision's code.",
    }),
  })),
}).openapi("BulkAnswer");

export type BulkChange = z.output<typeof bulkChange>;
export type BulkAnswer = z.output<typeof bulkAnswer>;
