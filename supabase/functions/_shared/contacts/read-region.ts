import { canadianLetters, zipRanges } from "./postal-codes.ts";
import { otherRegionNames, regionNames } from "./region-names.ts";

interface Address {
  /** ISO 3166-1. */
  country: string | null;
  state: string | null | undefined;
  zip: string | null | undefined;
}

/**
 * The region of an address in ISO 3166-2, such as US-FL: by its postal code, which is more than a word, else by its state,
 * written out or as a code, in any case. Null where neither names a region of that country, or they name different ones: a
 * wrong state would lift the law of the right one.
 */
export function readRegion({ country, state, zip }: Address): string | null {
  if (country === null || !(country in regionNames)) return null;
  const byZip = readPostalCode(country, zip?.trim().toUpperCase() ?? "");
  const byState = readState(country, state ?? "");
  if (byZip !== null && byState !== null && byZip !== byState) return null;
  const code = byZip ?? byState;
  return code === null ? null : `${country}-${code}`;
}

function readState(country: string, text: string): string | null {
  const names = regionNames[country] ?? {};
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z]+/g, " ").trim();
  const code = plain.replace(new RegExp(`^${country.toLowerCase()} `), "").toUpperCase();
  if (code in names) return code;
  const named = Object.entries(names).find(([, name]) => name.toLowerCase() === plain)?.[0];
  return named ?? otherRegionNames[`${country} ${plain}`] ?? null;
}

function readPostalCode(country: string, text: string): string | null {
  if (country === "US" && /^\d{5}(-?\d{4})?$/.test(text)) {
    const start = Number(text.slice(0, 3));
    return zipRanges.find(([from, to]) => from <= start && start <= to)?.[2] ?? null;
  }
  if (country === "CA" && /^[A-Z]\d[A-Z] ?-?\d[A-Z]\d$/.test(text)) {
    return canadianLetters[text.charAt(0)] ?? null;
  }
  return null;
}
