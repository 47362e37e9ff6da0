import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";
import { contactId, flag, id, oneOf, text, timestamp } from "../shared/fields.ts";

const status = oneOf(codes.call_status);

/** Repeated in an address, or one text with commas. */
const statuses = z.union([z.string(), z.array(z.string())])
  .transform((sent) => [sent].flat().flatMap((part) => part.split(",")))
  .pipe(z.array(status).max(20, "must be at most 20"))
  .openapi({
    type: "array",
    items: { type: "string", enum: [...codes.call_status] },
    description: "Only calls of this status, or of one of these.",
  });

/** Which calls are meant, but for their status: of lists, counts, and what is done to many. */
export const callFilters = {
  agent_id: id().optional().openapi({ description: "Only calls that this agent makes." }),
  campaign_id: id().optional().openapi({ description: "Only calls of this campaign." }),
  rule_id: id().optional().openapi({ description: "Only calls that this rule planned." }),
  contact_id: contactId().optional().openapi({ description: "Only calls to this contact." }),
  from: timestamp().optional().openapi({
    description:
      "scheduled_at not before this time; due_at, in a list sorted by it and where calls are counted.",
  }),
  to: timestamp().optional().openapi({ description: "The same, not after this time." }),
  attention: flag().optional().openapi({ description: "true: only calls that a person must look at." }),
  q: text(200).optional().openapi({
    description:
      "Only calls to people whose name has this in it; or, of a whole number in international format, to it. " +
      "It is not logged here; an address may be logged on its way.",
    example: "asha",
  }),
};

export const withStatuses = { ...callFilters, status: statuses.optional() };

export const callSort = oneOf(codes.call_sort).openapi({
  description: "In what order, then by id; with a minus the latest first.",
  default: "scheduled_at",
});
