import { getCountries, isSupportedCountry } from "libphonenumber-js/max";

/** What people write, beside the English names. */
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
  "deutschland": "DE",
  "uae": "AE",
};

let codes: Map<string, string> | null = null;

/** ISO 3166-1 alpha-2 of a country's code or English name in any case; null for what is no country. */
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
  const names = new Intl.DisplayNames("en", { type: "region" });
  const named = getCountries().map((code) => [(names.of(code) ?? code).toLowerCase(), code] as const);
  return new Map<string, string>([...named, ...Object.entries(otherNames)]);
}
