import { codes } from "../platform/codes.ts";

/** What an organisation's HubSpot properties mean, and how their values are to be read. */
export interface ContactTerms {
  /** Internal names in HubSpot; null: there is none for it. */
  properties: {
    checkup: string;
    phone: string;
    mobile: string | null;
    time_zone: string | null;
    language: string | null;
    owner: string | null;
    do_not_call: string | null;
    /** Further check-up dates that rules go by. */
    more_checkups: readonly string[];
  };
  /** Name → HubSpot's type, as far as it is known. */
  property_types: Readonly<Record<string, string>>;
  /** IANA: in which the day of a date-time is read. */
  portal_time_zone: string;
  /** ISO 3166-1 alpha-2, for numbers without a country code whose contact has no country. */
  default_country: string | null;
  /** Special numbers that may be called all the same, such as GB:PREMIUM_RATE. */
  allowed_number_kinds: readonly string[];
}

/** Texts that custom conditions go by; language and time zone every contact has as it is. */
export const cachedProperties = codes.condition_text.filter((name) =>
  name !== "language" && name !== "time_zone"
);

/** The properties to ask HubSpot for: all that `readHubspotContact` reads. */
export function listContactProperties({ properties }: Pick<ContactTerms, "properties">): string[] {
  const { more_checkups, ...roles } = properties;
  const mapped = [
    roles.checkup,
    roles.phone,
    roles.mobile,
    roles.time_zone,
    roles.language,
    roles.owner,
    roles.do_not_call,
    ...more_checkups,
  ].filter((name) => name !== null);
  const ours = ["firstname", "lastname", "zip", "hs_object_id", "lastmodifieddate", "hs_merged_object_ids"];
  return [...new Set([...ours, ...mapped, ...cachedProperties])];
}
