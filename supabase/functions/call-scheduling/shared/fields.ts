import * as z from "./zod.ts";
import type { FieldCode } from "../../_shared/platform/field-problem.ts";
import { isDate, isTimeZone, parseTimestamp, type Timestamp } from "../../_shared/platform/timestamps.ts";
import { isVisible, turnsText } from "../../_shared/platform/visible-text.ts";
import { fault } from "./fault.ts";

// Control characters break logs and screens and Postgres stores no NUL; half of a surrogate pair is no character.
const unprintable = /[\p{Cc}\p{Cs}]/u;

/** Trimmed text of 1 to `most` characters, counted as Postgres does: an emoji is one. */
export function text(most: number) {
  return z.string().trim()
    .refine((value) => value.length > 0, fault("empty", "must not be empty"))
    .refine(
      (value) => [...value].length <= most,
      fault("too_long", `must be at most ${most} characters`, most),
    )
    .refine((value) => !unprintable.test(value), fault("unreadable", "must not contain control characters"))
    .refine(
      (value) => !turnsText(value),
      fault("unreadable", "must not contain characters that change the direction of writing"),
    )
    .refine((value) => value === "" || isVisible(value), fault("empty", "must contain something visible"))
    .openapi({ minLength: 1, maxLength: most });
}

/** Text of a form that the description says as its pattern; what has another is told of by that code. */
export function shaped(pattern: RegExp, code: FieldCode, message: string) {
  return z.string().refine((value) => pattern.test(value), fault(code, message))
    .openapi({ pattern: pattern.source });
}

/** A contact's id in HubSpot, or any text of another CRM's. The form in which it is kept is the database's to say: plain_contact_id. */
export function contactId() {
  return text(128);
}

/** Any id of ours; upper and lower case. */
export function id() {
  return z.guid("must be a UUID").openapi({ format: "uuid" });
}

type Span = { from?: Timestamp | undefined; to?: Timestamp | undefined };

/** For `refine`, of whatever has a `from` and a `to`: one that ends before it begins is no question, and not nothing. */
export const inOrder: [(span: Span) => boolean, ReturnType<typeof fault> & { path: string[] }] = [
  ({ from, to }) => from === undefined || to === undefined || from.milliseconds <= to.milliseconds,
  { path: ["to"], ...fault("ends_too_soon", "must not be before from") },
];

/** RFC 3339 with an offset, as a `Timestamp`. */
export function timestamp() {
  return z.string().transform((value, context) => {
    const parsed = parseTimestamp(value);
    if (parsed) return parsed;
    context.addIssue({
      code: "custom",
      input: value,
      ...fault("not_a_time", "must be an RFC 3339 time with an offset, such as 2026-12-01T10:00:00+05:30"),
    });
    return z.NEVER;
  }).openapi({ type: "string", format: "date-time", example: "2026-12-01T10:00:00+05:30" });
}

/** The same, or null; said so in the document, which the library forgets for what is transformed. */
export function timestampOrNull() {
  return timestamp().nullable().openapi({ type: ["string", "null"] });
}

export function date() {
  return z.string().refine(isDate, fault("not_a_day", "must be a day of the calendar, such as 2026-11-20"))
    .openapi({ format: "date", example: "2026-11-20" });
}

/** What may be dialled is decided with the numbering plans (422); here only what cannot be meant as a number is refused. */
export function phone() {
  return z.string().max(64, "must be at most 64 characters")
    .refine((value) => !unprintable.test(value), fault("unreadable", "must not contain control characters"))
    .openapi({ example: "+919876543210" });
}

/** A zone of the zone database that this runtime knows too. */
export function timeZone() {
  return z.string().max(100, "must be at most 100 characters")
    .refine(isTimeZone, fault("not_a_zone", "must be an IANA time zone, such as Asia/Kolkata"))
    .openapi({ example: "Asia/Kolkata" });
}

export function language() {
  const pattern = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/;
  return shaped(pattern, "not_a_language", "must be a language tag, such as en-IN")
    .max(35, "must be at most 35 characters").openapi({ example: "en-IN" });
}

/** One of a few words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, `must be one of ${words.join(", ")}`);
}

/** true or false, from a query. */
export function flag() {
  return oneOf(["true", "false"]).transform((word) => word === "true").openapi({ type: "boolean" });
}

export function wholeNumber(least: number, most: number) {
  return z.int("must be a whole number").min(least, `must be ${least} or more`)
    .max(most, `must be ${most} or less`);
}

/** The internal name of a property in HubSpot. */
export function hubspotProperty() {
  return shaped(
    /^[a-z][a-z0-9_]{0,99}$/,
    "not_a_property",
    "must be a property's internal name in HubSpot, such as last_checkup_date",
  ).openapi({ example: "last_checkup_date" });
}
