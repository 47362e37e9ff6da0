import { isSupportedCountry } from "libphonenumber-js/max";
import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";
import { hubspotProperty, shaped, timeZone } from "../shared/fields.ts";
import { fault } from "../shared/fault.ts";

const time = z.string().openapi({ format: "date-time", example: "2026-12-01T04:30:00Z" });
const count = z.int().min(0);

const property = hubspotProperty();
const optionalProperty = property.nullable();

const capitals = "must be two capital letters of ISO 3166, such as IN";
/** One that has a numbering plan: with another no number at all could be read, not even one that says its country. */
const country = shaped(/^[A-Z]{2}$/, "not_a_country", capitals)
  .refine((code) => isSupportedCountry(code), fault("not_a_country", capitals));

const settings = {
  checkup_property: property.openapi({ description: "With the day of the last check-up." }),
  phone_property: property,
  mobile_property: optionalProperty.openapi({
    description: "Preferred to phone_property where it is filled.",
  }),
  time_zone_property: optionalProperty,
  language_property: optionalProperty,
  owner_property: optionalProperty,
  do_not_call_property: optionalProperty.openapi({
    description: "Whoever has it set is never called. null: there is none.",
  }),
  default_country: country.nullable().openapi({
    description: "How a number without a country code is read; null: by the contact's own country.",
    example: "IN",
  }),
  portal_time_zone: timeZone().nullable().openapi({
    description: "In which the day of a date-time is read; null: the organisation's.",
    example: "Asia/Kolkata",
  }),
  write_back_enabled: z.boolean().openapi({ description: "Whether calls are written back to HubSpot." }),
  last_call_date_property: optionalProperty.openapi({ description: "Written after each call; null: not." }),
  last_call_outcome_property: optionalProperty,
  call_summary_property: optionalProperty,
};

/** What can be set of a connection. */
export const connectionChanges = z.strictObject({
  token: z.string().min(1, "must not be empty").max(500, "must be at most 500 characters")
    .regex(/^[\x21-\x7e]*$/, "must be printable characters without spaces").openapi({
      description: "A service key or private-app token. Kept in Vault and never given back.",
      writeOnly: true,
    }),
  ...settings,
}).partial().openapi("HubspotConnectionChanges", {
  example: {
    token: "pat-na1-00000000-0000-4000-8000-000000000000",
    checkup_property: "last_checkup_date",
    default_country: "IN",
    write_back_enabled: true,
  },
});

export type ConnectionChanges = z.output<typeof connectionChanges>;

const said = z.string();
const saidOrNone = said.nullable();

/** As they are stored: what HubSpot and Postgres know of names and zones is not judged again. */
const storedSettings = {
  checkup_property: said,
  phone_property: said,
  mobile_property: saidOrNone,
  time_zone_property: saidOrNone,
  language_property: saidOrNone,
  owner_property: saidOrNone,
  do_not_call_property: saidOrNone,
  default_country: saidOrNone,
  portal_time_zone: saidOrNone,
  write_back_enabled: z.boolean(),
  last_call_date_property: saidOrNone,
  last_call_outcome_property: saidOrNone,
  call_summary_property: saidOrNone,
} satisfies Record<keyof typeof settings, z.ZodType>;

export const contactSync = z.object({
  kind: z.enum(codes.contact_sync_kind),
  state: z.enum(codes.contact_sync_state),
  started_at: time,
  finished_at: time.nullable(),
  contacts_read: count,
  contacts_total: count.nullable().openapi({
    description:
      "While all contacts are read: how many the last whole reading found; null: nobody knows how many come.",
  }),
  seconds_left: count.nullable().openapi({ description: "By the pace so far, while it runs." }),
  contacts_changed: count,
  contacts_broken: count,
  contacts_removed: count,
  reason_code: z.enum(codes.contact_sync_reason).nullable(),
  reason: z.string().nullable(),
}).openapi("ContactSync");

export const integration = z.object({
  connected: z.boolean(),
  token_set: z.boolean().openapi({ description: "It has a token of its own." }),
  uses_default_token: z.boolean().openapi({ description: "It goes by HUBSPOT_API_KEY of the deployment." }),
  portal_id: z.string().nullable().openapi({ description: "Known after a test or a reading." }),
  ...storedSettings,
  state: z.enum(["not_connected", ...codes.hubspot_state]),
  state_detail: z.string().nullable().openapi({ description: "A sentence for a person." }),
  state_at: time.nullable(),
  next_sync_at: time.nullable(),
  synced_until: time.nullable().openapi({ description: "What changed in HubSpot until then is read." }),
  last_sync: contactSync.nullable(),
}).openapi("HubspotIntegration");

export type Integration = z.output<typeof integration>;

const troubles = codes.hubspot_state.filter((state) => state !== "untested" && state !== "ok");

export const check = z.object({
  name: z.string().openapi({ example: "contacts_write" }),
  ok: z.boolean(),
  code: z.enum(["ok", "hidden", "optional_missing", ...troubles]).openapi({
    description:
      "For machines. hidden: HubSpot does not show it, and it is not needed; optional_missing: HubSpot has no such property, and all else works; else what is wrong.",
  }),
  says: z.string().openapi({ description: "A sentence for a person." }),
}).openapi("HubspotCheck");

export type Check = z.output<typeof check>;
