import type { Case } from "./policy/case.ts";
import type { ClaimLaw } from "./claim-law.ts";
import {
  findBrokenCap,
  findMissingConsent,
  findRegistry,
  findSuppression,
  findUnsaid,
  isCountryOff,
  isQuiet,
  isWithinGap,
  isWithinHours,
} from "./policy/second-opinion.ts";

/** A law that is broken at the moment of a claim. */
function law(rule: string, isBroken: (file: Case, now: number) => boolean): ClaimLaw {
  return { rule, isBroken: ({ file, now }) => file !== undefined && isBroken(file, now) };
}

/** The calling policy, as it stands at the claim, decided a second time (policy/second-opinion.ts). */
export const policyLaws: readonly ClaimLaw[] = [
  law("dialled only within the hours of law and organisation", (file, now) => !isWithinHours(file, now)),
  law("dialled only in countries that are switched on", (file) => !file.isOverridden && isCountryOff(file)),
  law("no number is dialled more often than its caps", (file, now) => findBrokenCap(file, now) !== undefined),
  law("no number is dialled within the gap", (file, now) => isWithinGap(file, now)),
  law("nobody is dialled in the quiet after a talk", (file, now) => isQuiet(file, now)),
  law("no suppressed number is dialled", (file, now) => findSuppression(file, now) !== undefined),
  law(
    "nobody is dialled without the consent it takes",
    (file, now) => findMissingConsent(file, now) !== undefined,
  ),
  law(
    "nobody is dialled by an agent that does not say what it must",
    (file, now) => findUnsaid(file, now) !== undefined,
  ),
  law(
    "no number is dialled that its registry lists or was not asked of",
    (file, now) => findRegistry(file, now) !== undefined,
  ),
  law(
    "nobody is dialled after the deadline",
    ({ call }, now) => call.deadline_at !== null && call.deadline_at <= now,
  ),
];
