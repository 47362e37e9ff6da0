import { parsePhoneNumberFromString } from "libphonenumber-js";
import { type CrmRecord, readProperty } from "./crm-record.ts";
import { invalid } from "./hubspot-error.ts";
import type { PropertyDefinition } from "./property-definitions.ts";
import { readTime } from "./property-values.ts";
import type { Settings } from "./settings.ts";

export type Comparable = string | number;

/** How search compares one property: what a record has (undefined: nothing) and what a filter's value means. */
export interface Comparison {
  of(record: CrmRecord): Comparable | undefined;
  /** Throws HubspotError when the value is none for this property. */
  read(value: string): Comparable;
}

const dayMs = 86_400_000;

export function comparisonOf(property: PropertyDefinition, settings: Settings): Comparison {
  const { name, type } = property;
  const kept = (record: CrmRecord) => readProperty(record, name) ?? undefined;
  const from = (read: (value: string) => Comparable) => (record: CrmRecord) => {
    const value = kept(record);
    return value === undefined ? undefined : read(value);
  };
  switch (type) {
    case "date":
      // A day is kept as YYYY-MM-DD and read as the UTC midnight it begins with; as text both sort alike, and faster.
      return {
        of: kept,
        read: (value) => new Date(readDay(name, value, settings)).toISOString().slice(0, 10),
      };
    case "datetime":
      return {
        of: readInstant(name) ?? from(readTime),
        read: (value) => readFilterTime(name, value, settings),
      };
    case "number":
      return {
        of: name === "hs_object_id" ? ({ order }) => order : from(Number),
        read: (value) => readNumber(name, value),
      };
    case "bool":
    case "enumeration":
      return { of: kept, read: (value) => value };
    default:
      if (property.fieldType === "phonenumber") return { of: from(nationalDigits), read: digitsOf };
      return { of: from((value) => value.toLowerCase()), read: (value) => value.toLowerCase() };
  }
}

function readInstant(name: string): ((record: CrmRecord) => number) | undefined {
  if (name === "createdate" || name === "hs_createdate") return ({ createdAt }) => createdAt;
  if (name === "lastmodifieddate" || name === "hs_lastmodifieddate") return ({ updatedAt }) => updatedAt;
  return undefined;
}

function readDay(name: string, value: string, settings: Settings): number {
  const ms = readFilterTime(name, value, settings);
  if (ms % dayMs === 0) return ms;
  if (settings.searchNonMidnight === "truncate") return Math.floor(ms / dayMs) * dayMs;
  throw invalid(`${value} is not midnight UTC, and ${name} is a date`);
}

function readFilterTime(name: string, value: string, { searchIsoDates }: Settings): number {
  if (!/^-?\d+$/.test(value) && !searchIsoDates) {
    throw invalid(`${value} is not a time in milliseconds (filter on ${name})`);
  }
  const ms = readTime(value);
  if (Math.abs(ms) <= 8.64e15) return ms;
  throw invalid(`${value} is not a time (filter on ${name})`);
}

function readNumber(name: string, value: string): number {
  const number = Number(value);
  if (value.trim() === "" || !Number.isFinite(number)) {
    throw invalid(`${value} is not a number (filter on ${name})`);
  }
  return number;
}

/** Search knows phone numbers without their country code: a filter that names it finds nobody. */
function nationalDigits(phone: string): string {
  return parsePhoneNumberFromString(phone)?.nationalNumber ?? digitsOf(phone);
}

function digitsOf(phone: string): string {
  return phone.replaceAll(/\D/g, "");
}
