import fc from "fast-check";
import type { Sql } from "postgres";
import { anyTerms, anyTermsOf, type Law } from "./any-terms.ts";
import { type Purpose, readLaw } from "./law-in-database.ts";
import type { Terms } from "./law.ts";
import { findSharedZones, judgeTerms } from "./try-policy.ts";

export interface PolicyOptions {
  sql: Sql;
  /** Terms that are tried; each takes up to three zones, until all have had their turn, and again. */
  runs: number;
  seed: number;
  from: number;
  to: number;
  onRun?: (tally: PolicyTally) => void;
}

export interface PolicyTally {
  runs: number;
  zones: number;
  /** Zones of which the runtime and Postgres have different data. */
  left: readonly string[];
  /** Quarters of an hour that were decided. */
  decisions: number;
  open: number;
  /** Moments that the judge was asked about. */
  judged: number;
  wrong: string[];
}

/**
 * Decides every quarter of an hour of the years between two moments, by the database and by the oracle: in turn under a law that
 * is made up and under the one that is loaded. The same seed gives the same terms.
 */
export async function runPolicy({ sql, runs, seed, from, to, onRun }: PolicyOptions): Promise<PolicyTally> {
  const laws = [await readWhole(sql, "marketing"), await readWhole(sql, "service")] as const;
  const { overrides } = laws[0];
  const { shared, left } = await findSharedZones(sql, overrides, from, to);
  const tally: PolicyTally = {
    runs: 0,
    zones: shared.length,
    left,
    decisions: 0,
    open: 0,
    judged: 0,
    wrong: [],
  };
  const turns = takeTurns(shared, runs, seed);
  for (const [run, zones] of turns.entries()) {
    const law = laws[run % 4 < 2 ? 0 : 1];
    const arbitrary = run % 2 === 0 ? anyTerms(overrides, zones, from, to) : anyTermsOf(law, zones, from, to);
    const [terms] = fc.sample(arbitrary, { numRuns: 1, seed: seed + run });
    if (terms === undefined) throw new Error("There is no sample.");
    const { decisions, open, judged, wrong } = await judgeTerms(sql, terms, { from, to, seed: seed + run });
    tally.runs++;
    tally.decisions += decisions;
    tally.open += open;
    tally.judged += judged;
    tally.wrong.push(...wrong.map((line) => `${line}: run ${run} of seed ${seed}, ${describe(terms)}`));
    onRun?.(tally);
  }
  return tally;
}

async function readWhole(sql: Sql, purpose: Purpose): Promise<Law> {
  return { isMarketing: purpose === "marketing", ...await readLaw(sql, purpose) };
}

/** Zones that are taken together; the laws that are made up, every other one, have fewer. */
const turnSizes = [1, 2, 1, 3, 2, 1];

/** All zones in the order that the seed gives. */
function takeTurns(zones: readonly string[], runs: number, seed: number): string[][] {
  const turns: string[][] = [];
  let left: string[] = [];
  for (let run = 0; run < runs; run++) {
    if (left.length === 0) {
      left = fc.sample(fc.shuffledSubarray([...zones], { minLength: zones.length }), {
        numRuns: 1,
        seed: seed + run,
      })[0] ?? [];
    }
    turns.push(left.splice(0, turnSizes[run % turnSizes.length]));
  }
  return turns;
}

function describe({ zones, jurisdictions, isMarketing }: Terms): string {
  return `${isMarketing ? "marketing" : "service"} to ${jurisdictions.join("+")} in ${zones.join("+")}`;
}
