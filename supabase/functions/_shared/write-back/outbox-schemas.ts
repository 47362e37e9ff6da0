import * as z from "zod";
import { hubspotAccessSchema } from "../contacts/connection-schemas.ts";
import { timestamp } from "../platform/timestamp-schema.ts";
import { codes } from "../platform/codes.ts";

/** A call that a worker holds to write it back, until its lease ends (60 s). */
export const crmEntrySchema = z.object({
  /** Also the engagement's external id. */
  id: z.guid(),
  org_id: z.guid(),
  /** HubSpot's; of the record that the contact was merged into, where we know it. */
  contact_id: z.string(),
  owner_id: z.string().nullable(),
  /** HubSpot's id of the engagement; null: not written, as far as we know. */
  engagement_id: z.string().nullable(),
  /** When the engagement was last sent; null: HubSpot does not have it for certain. */
  engagement_sent_at: timestamp.nullable(),
  contact_updated_at: timestamp.nullable(),
  /** From 1. */
  tries: z.number(),
  outcome: z.enum(codes.attempt_outcome),
  answered: z.boolean().nullable(),
  voicemail: z.boolean().nullable(),
  duration_seconds: z.number().nullable(),
  conversation_seconds: z.number().nullable(),
  placed_at: timestamp,
  ended_at: timestamp,
  hangup_reason: z.string().nullable(),
  /** No later call of the contact was written to its properties. */
  is_last_call: z.boolean(),
  access: hubspotAccessSchema,
});
export type CrmEntry = z.output<typeof crmEntrySchema>;
