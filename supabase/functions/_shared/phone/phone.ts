import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";

export type ParsedPhone = { ok: true; e164: string } | {
  ok: false;
  field: "phone" | "country";
  message: string;
};

/**
 * Reads a phone number by the full numbering plans and gives it as E.164. Without a country the text must begin
 * with `+`; with one (ISO 3166-1 alpha-2, any case) national formats of that country are read too.
 * Extensions are refused: the agent could not dial them.
 */
export function parsePhone(text: string, country?: string): ParsedPhone {
  const region = country?.toUpperCase();
  if (region !== undefined && !isSupportedCountry(region)) {
    return {
      ok: false,
      field: "country",
      message: "There is no such country code: use two letters of ISO 3166, such as IN.",
    };
  }
  const trimmed = text.trim();
  if (region === undefined && !trimmed.startsWith("+")) {
    return refused(
      "must be in international format (E.164), such as +919876543210, or be sent with contact_country.",
    );
  }
  const parsed = parsePhoneNumberFromString(trimmed, { defaultCountry: region, extract: false });
  if (!parsed?.isValid()) return refused("is not a number that exists in its country's numbering plan.");
  if (parsed.ext) return refused("has an extension, which cannot be dialled.");
  return { ok: true, e164: parsed.number };
}

function refused(message: string): ParsedPhone {
  return { ok: false, field: "phone", message: `The phone number ${message}` };
}

/** `+919876543210` → `••••3210`: what people see who have no right to the number. */
export function maskPhone(e164: string): string {
  return `••••${e164.slice(-4)}`;
}
