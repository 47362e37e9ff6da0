import type { PropertyInput, PropertyType } from "./property-definitions.ts";

type Short = [name: string, type?: PropertyType, more?: Partial<PropertyInput>];

const computed = { readOnly: true };

const CONTACT: Short[] = [
  ["email", "string", { hasUniqueValue: true }],
  ["firstname"],
  ["lastname"],
  ["phone", "string", { fieldType: "phonenumber" }],
  ["mobilephone", "string", { fieldType: "phonenumber" }],
  ["hs_timezone", "enumeration", { options: zoneOptions() }],
  [
    "hs_language",
    "enumeration",
    {
      options: optionsOf([
        "en",
        "en-in",
        "en-us",
        "en-gb",
        "hi",
        "hi-in",
        "bn",
        "gu",
        "kn",
        "mr",
        "ta",
        "te",
      ]),
    },
  ],
  ["country"],
  ["state"],
  ["zip"],
  ["city"],
  ["hubspot_owner_id", "enumeration"],
  ["lifecyclestage", "enumeration", {
    options: optionsOf(["subscriber", "lead", "opportunity", "customer"]),
  }],
  ["hs_lead_status", "enumeration", { options: optionsOf(["NEW", "OPEN", "IN_PROGRESS", "UNQUALIFIED"]) }],
  ["hs_legal_basis", "enumeration"],
  ["hs_email_optout", "bool"],
  ["hs_searchable_calculated_international_phone_number", "phone_number", computed],
  ["hs_searchable_calculated_international_mobile_number", "phone_number", computed],
  ["notes_last_contacted", "datetime", computed],
  ["notes_last_updated", "datetime", computed],
  ["num_contacted_notes", "number", computed],
  ["num_notes", "number", computed],
  ["hs_last_sales_activity_timestamp", "datetime", computed],
  ["hs_merged_object_ids", "enumeration", computed],
  ["createdate", "datetime", computed],
  ["lastmodifieddate", "datetime", computed],
  ["hs_object_id", "number", computed],
];

const CUSTOM: Short[] = [
  ["last_checkup_date", "date", { label: "Last check-up date" }],
  ["do_not_call", "bool", { label: "Do not call" }],
  ["ai_last_call_at", "datetime", { label: "Last AI call" }],
  ["ai_last_call_outcome", "string", { label: "Outcome of the last AI call" }],
  ["call_summary", "string", { label: "Call summary", fieldType: "textarea" }],
];

const STATUSES = [
  "BUSY",
  "CALLING_CRM_USER",
  "CANCELED",
  "COMPLETED",
  "CONNECTING",
  "FAILED",
  "IN_PROGRESS",
  "NO_ANSWER",
  "QUEUED",
  "RINGING",
];

/** HubSpot's default call outcomes. */
const DISPOSITIONS = [
  { label: "Busy", value: "9d9162e7-6cf3-4944-bf63-4dff82258764" },
  { label: "Connected", value: "f240bbac-87c9-4f6e-bf70-924b57d47db7" },
  { label: "Left live message", value: "a4c4c377-d246-4b32-a13b-75a56a4cd0ff" },
  { label: "Left voicemail", value: "b2cf5968-551e-4856-9783-52b3da59a7d0" },
  { label: "No answer", value: "73a0d17f-1163-4015-bdd5-ec830791da20" },
  { label: "Wrong number", value: "17b47fee-58de-441e-a44c-c6300d46f273" },
];

const CALL: Short[] = [
  ["hs_timestamp", "datetime"],
  ["hs_call_title"],
  ["hs_call_body", "string", { fieldType: "html" }],
  ["hs_call_duration", "number"],
  ["hs_call_direction", "enumeration", { options: optionsOf(["INBOUND", "OUTBOUND"]) }],
  ["hs_call_status", "enumeration", { options: optionsOf(STATUSES) }],
  ["hs_call_disposition", "enumeration", { options: DISPOSITIONS }],
  ["hs_call_from_number"],
  ["hs_call_to_number"],
  ["hs_call_recording_url"],
  ["hs_call_source", "enumeration", { options: optionsOf(["INTEGRATIONS_PLATFORM"]) }],
  ["hs_call_external_id"],
  ["hs_call_external_account_id"],
  ["hs_call_app_id", "number"],
  ["hs_call_callee_object_id", "number"],
  ["hs_call_callee_object_type"],
  ["hs_activity_type", "enumeration"],
  ["hubspot_owner_id", "enumeration"],
  ["hs_createdate", "datetime", computed],
  ["hs_lastmodifieddate", "datetime", computed],
  ["hs_object_id", "number", computed],
];

/** The properties of every simulated portal: HubSpot's own that matter here, and this project's custom ones. */
export const BUILT_IN: PropertyInput[] = [
  ...CONTACT.map((short) => define("contacts", short, true)),
  ...CUSTOM.map((short) => define("contacts", short, false)),
  ...CALL.map((short) => define("calls", short, true)),
];

function define(
  objectType: "contacts" | "calls",
  [name, type = "string", more = {}]: Short,
  hubspotDefined: boolean,
): PropertyInput {
  return { objectType, name, type, hubspotDefined, ...more };
}

function optionsOf(values: string[]) {
  return values.map((value) => ({ label: value, value }));
}

/** HubSpot's slugs of the IANA zones: `america_slash_new_york`. Some it uses are only aliases to the runtime. */
function zoneOptions() {
  const zones = new Set([
    ...Intl.supportedValuesOf("timeZone"),
    "Asia/Kolkata",
    "US/Eastern",
    "US/Central",
    "US/Pacific",
  ]);
  return [...zones].map((zone) => ({
    label: zone,
    value: zone.toLowerCase().replaceAll("/", "_slash_").replaceAll("-", "_hyphen_"),
  }));
}
