import { placeColumns } from "../phone/describe-number.ts";
import { parsePhone } from "../phone/phone.ts";
import type { Code } from "../platform/codes.ts";
import { storableText } from "../platform/storable-text.ts";
import { isVisible, removeTurning } from "../platform/visible-text.ts";
import { readDay, readInstant } from "../hubspot/calendar.ts";
import { cachedProperties, type ContactTerms } from "./contact-terms.ts";
import { readCountry } from "./country.ts";
import type { PlainContact } from "./kept-contact.ts";
import { readRegion } from "./read-region.ts";
import { readTimeZone } from "../hubspot/time-zone-slug.ts";

/** A record as HubSpot gives it: every value is a text or null. */
export interface RawContact {
  id: string;
  properties: Readonly<Record<string, string | null>>;
  /** False: it came without properties. */
  readable?: boolean;
}

/**
 * Reads a contact of HubSpot's by an organisation's terms. Whatever it holds, this gives a contact that can be kept: what
 * cannot be read leaves a problem, which keeps it from being called. Does not throw.
 */
export function readHubspotContact(raw: RawContact, terms: ContactTerms): PlainContact {
  try {
    if (raw.readable === false) {
      return breakContact(raw.id, "HubSpot gave this contact without its properties.");
    }
    return read(raw, terms);
  } catch (error) {
    return breakContact(
      raw.id,
      `The record could not be read (${error instanceof Error ? error.name : "error"}).`,
    );
  }
}

/** The contact as it is kept when its record cannot be: known by its id, with the reason, and never called. */
export function breakContact(id: string, problem: string): PlainContact {
  return {
    contact_id: id,
    contact_name: `Contact ${id}`,
    phone: null,
    phone_problem: "missing",
    ...placeColumns(null),
    address_country: null,
    address_region: null,
    time_zone: null,
    language: null,
    owner_id: null,
    do_not_call: false,
    last_checkup_date: null,
    checkup_problem: "missing",
    properties: {},
    problem,
    merged_ids: [],
    hubspot_modified_at: null,
  };
}

function read({ id, properties: values }: RawContact, terms: ContactTerms): PlainContact {
  const { properties, property_types, portal_time_zone } = terms;
  const valueOf = (name: string | null) => (name === null ? null : values[name] ?? null);
  const dayOf = (name: string) =>
    readDay(
      values[name],
      Object.hasOwn(property_types, name) ? property_types[name] ?? null : null,
      portal_time_zone,
    );
  const checkup = dayOf(properties.checkup);
  const phone = readPhone(
    [valueOf(properties.mobile), valueOf(properties.phone)],
    readDialCountry(values, terms),
    terms,
  );
  const place = placeColumns(phone.phone);
  return {
    contact_id: id,
    contact_name: readName(values) ?? `Contact ${id}`,
    ...phone,
    ...place,
    ...readAddress(values, place.phone_country),
    time_zone: readTimeZone(valueOf(properties.time_zone)),
    language: readLanguage(valueOf(properties.language)),
    owner_id: cleanText(valueOf(properties.owner), 50),
    do_not_call: readFlag(valueOf(properties.do_not_call)),
    last_checkup_date: "day" in checkup ? checkup.day : null,
    checkup_problem: "day" in checkup ? null : checkup.problem,
    properties: readCached(values, properties.more_checkups, dayOf),
    problem: null,
    merged_ids: readMergedIds(values.hs_merged_object_ids, id),
    hubspot_modified_at: readInstant(values.lastmodifieddate),
  };
}

function readName({ firstname, lastname }: RawContact["properties"]): string | null {
  return cleanText(`${firstname ?? ""} ${lastname ?? ""}`, 200);
}

/** The contact's own country tells more than the organisation's default. */
function readDialCountry(
  values: RawContact["properties"],
  { default_country }: ContactTerms,
): string | undefined {
  return readCountry(values.country) ?? default_country ?? undefined;
}

/** Where the contact lives. An address without a country is read as one of the number's, and kept where it names a region of it. */
function readAddress({ country, state, zip }: RawContact["properties"], phoneCountry: string | null) {
  const named = readCountry(country);
  const address_region = readRegion({
    country: named ?? (country?.trim() ? null : phoneCountry),
    state,
    zip,
  });
  return { address_country: named ?? address_region?.slice(0, 2) ?? null, address_region };
}

/** The first number that can be dialled, mobile before landline; what is there but no number is invalid, not missing, and a special one is special. */
function readPhone(
  values: (string | null)[],
  country: string | undefined,
  { allowed_number_kinds: allowedKinds }: ContactTerms,
) {
  const texts = values.map((value) => value?.trim() ?? "").filter((text) => text !== "");
  let problem: Code<"phone_problem"> = texts.length === 0 ? "missing" : "invalid";
  for (const text of texts) {
    const parsed = parsePhone(text, { country, allowedKinds });
    if (parsed.ok) return { phone: parsed.e164, phone_problem: null };
    if (parsed.special) problem = "special";
  }
  return { phone: null, phone_problem: problem };
}

/** HubSpot writes `en-in`; undefined ones such as `klingon!` are none, and longer ones than any (RFC 5646 §4.4.1). */
function readLanguage(value: string | null): string | null {
  const text = value?.trim().replaceAll("_", "-") ?? "";
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$/.test(text)) return null;
  try {
    const [name] = Intl.getCanonicalLocales(text);
    return name !== undefined && name.length <= 35 ? name : null;
  } catch {
    return null;
  }
}

const noes = new Set(["", "false", "no", "0", "off"]);

/** A flag against calling counts unless it clearly says no: a word that we do not know must not make a phone ring. */
function readFlag(value: string | null): boolean {
  return !noes.has(value?.trim().toLowerCase() ?? "");
}

function readCached(
  values: RawContact["properties"],
  moreCheckups: readonly string[],
  dayOf: (name: string) => ReturnType<typeof readDay>,
): Record<string, string> {
  const texts = cachedProperties.map((name) => [name, cleanText(values[name] ?? null, 200)] as const);
  const days = moreCheckups.map((name) => {
    const date = dayOf(name);
    if ("day" in date) return [name, date.day] as const;
    return [name, date.problem === "missing" ? null : date.problem] as const;
  });
  const kept: Record<string, string> = {};
  for (const [name, value] of [...texts, ...days]) if (value !== null) kept[name] = value;
  return kept;
}

/** Separated by semicolons. */
function readMergedIds(value: string | null | undefined, own: string): string[] {
  const ids = (value ?? "").split(/[;,\s]+/).filter((id) => /^[1-9]\d{0,17}$/.test(id) && id !== own);
  return [...new Set(ids)];
}

/** One line that can be stored and shown, at most so many characters. Null where nothing is left to see. */
function cleanText(value: string | null, maxLength: number): string | null {
  const line = removeTurning(value ?? "").replace(/[\p{Cc}\s]+/gu, " ").trim();
  const clipped = storableText(line, maxLength).trim();
  return isVisible(clipped) ? clipped : null;
}
