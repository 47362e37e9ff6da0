import { type CallTerms, meanHoldSeconds } from "./outcomes.ts";

/** How much one attempt's cost strays from the mean, as a part of it: most cost next to nothing, a talk much. */
const spread = 1.5;
/** The defaults count as much as so many attempts of one's own. */
const defaultsCountAs = 20;
/** Of a normal distribution: nine cases of ten lie within. */
const nineOfTen = 1.645;

/** What so many attempts cost, in nine cases of ten: wide while few attempts are known, and for few calls. */
export function costRange(calls: number, terms: CallTerms): { low: number; high: number } {
  if (calls <= 0) return { low: 0, high: 0 };
  const mean = calls * meanHoldSeconds(terms) / 60 * terms.costCentsPerMinute;
  const strays = nineOfTen * spread * Math.sqrt(1 / calls + 1 / (terms.attemptsSeen + defaultsCountAs));
  return { low: Math.floor(mean * Math.max(0, 1 - strays)), high: Math.ceil(mean * (1 + strays)) };
}
