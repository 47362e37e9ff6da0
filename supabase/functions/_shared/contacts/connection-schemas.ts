import * as z from "zod";
import { codes } from "../platform/codes.ts";

const propertyName = z.string().nullish().transform((name) => name ?? null);

/** What a worker may know of an organisation's way into HubSpot. `token` never leaves the process. */
export const hubspotAccessSchema = z.object({
  org_id: z.guid(),
  /** Of token and settings: what is found out with them holds for this one alone. */
  revision: z.number(),
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
  /** Special numbers that may be called all the same, such as GB:PREMIUM_RATE. */
  allowed_number_kinds: z.array(z.string()),
  write_back_enabled: z.boolean(),
  state: z.enum(codes.hubspot_state),
});
export type HubspotAccess = z.output<typeof hubspotAccessSchema>;

/** Postgres' numeric may arrive as a text. */
export const turnSchema = z.union([z.number(), z.string().transform(Number)]);
