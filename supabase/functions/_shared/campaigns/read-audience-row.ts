import { maskPhone, parsePhone } from "../phone/phone.ts";
import type { FieldCode } from "../platform/field-problem.ts";
import { cutText } from "../platform/storable-text.ts";
import { isTimeZone } from "../platform/timestamps.ts";
import { isVisible, removeTurning } from "../platform/visible-text.ts";
import type { AudienceColumn } from "./audience-columns.ts";
import { mendNumber } from "./mend-number.ts";

/** What a file says of one contact, cell by cell; empty where it says nothing. A number may be in one of several. */
export interface AudienceRow {
  line: number;
  phones: string[];
  name: string;
  contact_id: string;
  time_zone: string;
  country: string;
}

/** A contact as it can be called. Without a contact_id its number stands for it. */
export interface AudienceContact {
  line: number;
  e164: string;
  name: string;
  contact_id: string | null;
  time_zone: string | null;
}

/** A row that is not taken, and why. Nothing of the number is in it. */
export type AudienceRejection = { line: number; field: AudienceColumn; code: FieldCode; reason: string };

export interface RowTerms {
  /** ISO 3166-1 alpha-2: whose national formats are read where a row does not say. */
  country?: string;
  allowedKinds: readonly string[];
  /** What the country of a row is: null for none that is known. */
  readCountry: (text: string) => string | null;
}

const longestId = 128;
const longestName = 200;

/** Reads a row; what is wrong with it is told of the first field that keeps it from being called. */
export function readAudienceRow(row: AudienceRow, terms: RowTerms): AudienceContact | AudienceRejection {
  const { line } = row;
  const reject = (field: AudienceColumn, code: FieldCode, reason: string) => ({ line, field, code, reason });
  const phone = readPhone(row, terms);
  if ("reason" in phone) return reject(phone.field, phone.code, phone.reason);
  const id = clean(row.contact_id);
  if ([...id].length > longestId) {
    return reject("contact_id", "too_long", `must be at most ${longestId} characters`);
  }
  const zone = row.time_zone.trim();
  if (zone !== "" && !isTimeZone(zone)) {
    return reject("time_zone", "not_a_zone", "must be an IANA time zone, such as Asia/Kolkata");
  }
  return {
    line,
    e164: phone.e164,
    name: readName(row.name) ?? `Contact ${isVisible(id) ? id : maskPhone(phone.e164)}`,
    contact_id: isVisible(id) ? id : null,
    time_zone: zone === "" ? null : zone,
  };
}

type ReadPhone = { e164: string } | { field: "phone" | "country"; code: FieldCode; reason: string };

/** The first cell that holds a number that can be called, else what is wrong with the first that holds anything. */
function readPhone({ phones, country }: AudienceRow, terms: RowTerms): ReadPhone {
  const filled = phones.filter((cell) => cell.trim() !== "");
  const tried = (filled.length > 0 ? filled : [""]).map((cell) => readCell(cell, country, terms));
  return tried.find((one) => "e164" in one) ?? tried[0] ??
    { field: "phone", code: "phone_missing", reason: "is missing" };
}

function readCell(cell: string, country: string, terms: RowTerms): ReadPhone {
  const mended = mendNumber(cell);
  if (!mended.ok) return { field: "phone", code: mended.code, reason: mended.reason };
  const region = country.trim() === "" ? terms.country : terms.readCountry(country);
  // An international number says its country itself.
  if (region === null && !mended.text.startsWith("+")) {
    return {
      field: "country",
      code: "not_a_country",
      reason: "is no country that is known: use two letters of ISO 3166, such as IN",
    };
  }
  const { allowedKinds } = terms;
  const parsed = parsePhone(mended.text, { ...(region && { country: region }), allowedKinds });
  return parsed.ok
    ? { e164: parsed.e164 }
    : { field: parsed.field, code: parsed.code, reason: parsed.message };
}

function readName(text: string): string | undefined {
  const name = cutText(clean(text), longestName);
  return isVisible(name) ? name : undefined;
}

/** Without what cannot be stored or would turn the writing around it. */
function clean(text: string): string {
  return removeTurning(text.toWellFormed()).replaceAll(/\p{Cc}+/gu, " ").trim();
}
