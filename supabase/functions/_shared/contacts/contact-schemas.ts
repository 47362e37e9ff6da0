import * as z from "zod";
import { codes } from "../platform/codes.ts";
import { timestamp } from "../platform/timestamp-schema.ts";
import { hubspotAccessSchema } from "./connection-schemas.ts";

/** A record number that survives JSON: HubSpot's own ids are numbers there, so none is beyond what a number holds. */
const recordNumber = z.union([z.string().regex(/^\d{1,18}$/), z.int()]).transform(String);

/** A reading that this worker holds until its lease ends (60 s after its last page). */
export const claimedSyncSchema = z.object({
  sync_id: z.number(),
  org_id: z.guid(),
  kind: z.enum(codes.contact_sync_kind),
  /** Where `changes` begin; null for a full reading. */
  window_start: timestamp.nullable(),
  started_at: timestamp,
  /** The next page begins behind this record. */
  last_contact_number: recordNumber,
  access: hubspotAccessSchema,
}).nullable();
export type ClaimedSync = NonNullable<z.output<typeof claimedSyncSchema>>;

/** `suspects`: contacts we have in the page's span that HubSpot did not list. */
export const savedPageSchema = z.object({ changed: z.number(), suspects: z.array(z.string()) });

export const syncCountsSchema = z.object({
  contacts_read: z.number(),
  contacts_changed: z.number(),
  contacts_broken: z.number(),
  contacts_removed: z.number(),
});

/** Null: not connected. */
export const syncProgressSchema = syncCountsSchema.extend({
  state: z.enum(["requested", ...codes.contact_sync_state]),
  rules_pending: z.boolean(),
  /** Why it failed, or cannot go on for now. */
  reason_code: z.enum(codes.contact_sync_reason).nullable(),
  reason: z.string().nullable(),
  schedules_created: z.number(),
}).nullable();
export type SyncProgress = NonNullable<z.output<typeof syncProgressSchema>>;

/** How the contact of a call is looked up before it is claimed. */
export const lookTermsSchema = z.object({
  contact_id: z.string(),
  /** Null: the organisation is not connected any more. */
  access: hubspotAccessSchema.nullable(),
});
