import type { PhoneNumber } from "libphonenumber-js/max";
import type { Code } from "../platform/codes.ts";

export type NumberKind = Code<"number_kind">;

const kindByType: Readonly<Partial<Record<string, NumberKind>>> = {
  PREMIUM_RATE: "PREMIUM_RATE",
  SHARED_COST: "SHARED_COST",
  TOLL_FREE: "TOLL_FREE",
  UAN: "UAN",
  VOICEMAIL: "VOICEMAIL",
  PAGER: "PAGER",
  PERSONAL_NUMBER: "PERSONAL_NUMBER",
};

/** Inmarsat, global mobile satellite systems, international networks: dear for whoever calls, and nobody's home. */
const satelliteCodes = ["870", "881", "882", "883"];

/** A kind of number that costs the caller more or is no person's, with whose it is: `GB:PREMIUM_RATE`, `001:SATELLITE`. */
export function findSpecialKind(phone: PhoneNumber): { kind: NumberKind; allowance: string } | undefined {
  const kind = satelliteCodes.includes(phone.countryCallingCode)
    ? "SATELLITE"
    : kindByType[phone.getType() ?? ""];
  // 001 is the world, as the numbering plans say for what belongs to no country.
  return kind && { kind, allowance: `${phone.country ?? "001"}:${kind}` };
}

/** What each kind is called where people read of it. */
export const kindNames: Readonly<Record<NumberKind, string>> = {
  PREMIUM_RATE: "premium-rate",
  SHARED_COST: "shared-cost",
  TOLL_FREE: "toll-free",
  UAN: "company-wide (UAN)",
  VOICEMAIL: "voicemail",
  PAGER: "pager",
  PERSONAL_NUMBER: "personal-numbering",
  SATELLITE: "satellite or international-network",
};
