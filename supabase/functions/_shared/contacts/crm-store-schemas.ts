import { z } from "zod";
import { timestamp } from "../platform/timestamp-schema.ts";
import { codes } from "../platform/codes.ts";

const propertyName = z.string().nullish().transform((name) => name ?? null);

/** What a worker may know of an organisation's way into HubSpot. `token` never leaves the process. */
export const hubspotAccessSchema = z.object({
  org_id: z.guid(),
  /** Null: none of its own. */
  token: z.string().nullable(),
  /** It goes by HUBSPOT_API_KEY then. */
  uses_default_token: z.boolean(),
  portal_id: z.string().nullable(),
  /** IANA; in which days of date-times are read, and HubSpot's daily limit is renewed. */
  portal_time_zone: z.string(),
  /** IANA; the organisation's own calendar. */
  time_zone: z.string(),
  /** Internal names in HubSpot. */
  properties: z.object({
    checkup: z.string(),
    phone: z.string(),
    mobile: propertyName,
    time_zone: propertyName,
    language: propertyName,
    owner: propertyName,
    do_not_call: propertyName,
    last_call_date: propertyName,
    last_call_outcome: propertyName,
    call_summary: propertyName,
    /** Further check-up dates that rules go by. */
    more_checkups: z.array(z.string()),
  }),
  /** Name → type, as HubSpot defined them when it was last asked. */
  property_types: z.record(z.string(), z.string()),
  /** ISO 3166-1 alpha-2. */
  default_country: z.string().nullable(),
  write_back_enabled: z.boolean(),
  state: z.enum(codes.hubspot_state),
});
export type HubspotAccess = z.output<typeof hubspotAccessSchema>;

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

export const ruleToEvaluateSchema = z.object({ org_id: z.guid(), rule_id: z.guid() });

export const plannedCallSchema = z.object({
  /** The id that its schedule will have: the number is closed anew for it. */
  schedule_id: z.guid(),
  contact_id: z.string(),
  phone_enc: z.string(),
  phone_hash: z.string(),
});
export type PlannedCall = z.output<typeof plannedCallSchema>;

/** Postgres' numeric may arrive as a text. */
export const turnSchema = z.union([z.number(), z.string().transform(Number)]);
