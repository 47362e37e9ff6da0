import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { FieldCode } from "../platform/field-problem.ts";
import { findSpecialKind, kindNames } from "./find-special-kind.ts";

export type ParsedPhone = { ok: true; e164: string } | {
  ok: false;
  field: "phone" | "country";
  code: FieldCode;
  /** It is a number, of a kind that is not called. */
  special?: boolean;
  message: string;
};

/** Marks without width, which come along unseen when a number is copied from an address book or a chat. */
const unseen = /\p{Cf}/gu;

interface PhoneTerms {
  /** ISO 3166-1 alpha-2, any case: national formats of that country are read too. */
  country?: string;
  /** Special numbers that are taken all the same, such as `GB:PREMIUM_RATE`. None by default. */
  allowedKinds?: readonly string[];
  /** Take special numbers of every kind: for what is not to be called. */
  anyKind?: boolean;
}

/**
 * Reads a phone number by the full numbering plans and gives it as E.164. Without a country the text must begin
 * with `+`. Extensions are refused: the agent could not dial them. So are numbers that cost whoever calls more or are no
 * person's: premium rate, shared cost, satellite and their like. Short codes and emergency numbers are in no plan.
 */
export function parsePhone(
  text: string,
  { country, allowedKinds = [], anyKind = false }: PhoneTerms = {},
): ParsedPhone {
  const region = country?.toUpperCase();
  if (region !== undefined && !isSupportedCountry(region)) {
    return {
      ok: false,
      field: "country",
      code: "not_a_country",
      message: "There is no such country code: use two letters of ISO 3166, such as IN.",
    };
  }
  const trimmed = text.replaceAll(unseen, "").trim();
  if (region === undefined && !trimmed.startsWith("+")) {
    return refused(
      "phone_without_country",
      "must be in international format (E.164), such as +919876543210, or come with its country.",
    );
  }
  const parsed = parsePhoneNumberFromString(trimmed, { defaultCountry: region, extract: false });
  if (!parsed?.isValid()) {
    return refused("phone_not_valid", "is not a number that exists in its country's numbering plan.");
  }
  if (parsed.ext) return refused("phone_extension", "has an extension, which cannot be dialled.");
  const special = findSpecialKind(parsed);
  if (special && !anyKind && !allowedKinds.includes(special.allowance)) {
    const { kind, allowance } = special;
    return {
      ...refused(
        "phone_special",
        `is a ${kindNames[kind]} number, which is not called. The operator can allow ${allowance}.`,
      ),
      special: true,
    };
  }
  return { ok: true, e164: parsed.number };
}

function refused(code: FieldCode, message: string) {
  return { ok: false as const, field: "phone" as const, code, message: `The phone number ${message}` };
}

/** `+919876543210` → `••••3210`: what people see who have no right to the number. */
export function maskPhone(e164: string): string {
  return maskLast4(lastFour(e164));
}

/** What is kept of a number beside its hash, for people to know it by. */
export function lastFour(e164: string): string {
  return e164.slice(-4);
}

export function maskLast4(digits: string): string {
  return `••••${digits}`;
}
