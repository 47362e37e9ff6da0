import { getCountries, isSupportedCountry } from "libphonenumber-js/max";

/** People name countries in their own language. */
const languages = ["en", "de", "fr", "es", "pt", "it", "nl", "pl", "tr", "hi", "ar", "id", "sv"];

/** What people write, beside the names that those languages have. */
const otherNames: Record<string, string> = {
  "u.s.": "US",
  "u.s.a.": "US",
  "usa": "US",
  "united states of america": "US",
  "america": "US",
  "u.k.": "GB",
  "uk": "GB",
  "great britain": "GB",
  "england": "GB",
  "scotland": "GB",
  "wales": "GB",
  "bharat": "IN",
  "uae": "AE",
};

let codes: Map<string, string> | null = null;

/** ISO 3166-1 alpha-2 of a country's code or name in any case; null for what is no country. */
export function readCountry(value: string | null | undefined): string | null {
  const text = value?.trim().toLowerCase() ?? "";
  if (text === "") return null;
  if (text.length === 2 && text !== "uk") {
    return isSupportedCountry(text.toUpperCase()) ? text.toUpperCase() : null;
  }
  codes ??= nameCountries();
  return codes.get(text) ?? null;
}

function nameCountries(): Map<string, string> {
  const named = languages.flatMap((language) => {
    const names = new Intl.DisplayNames(language, { type: "region" });
    return getCountries().map((code) => [(names.of(code) ?? code).toLowerCase(), code] as const);
  });
  // English last but one: where two languages differ, it is right.
  return new Map<string, string>([...named.reverse(), ...Object.entries(otherNames)]);
}
