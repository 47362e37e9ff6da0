import type { Sql } from "postgres";
import { z } from "zod";
import { askDatabase } from "./ask-database.ts";
import { compareDecisions } from "./compare-decisions.ts";
import { dayMs } from "./days.ts";
import type { Span, Terms, ZoneOverride } from "./law.ts";
import { readClock } from "./local-clock.ts";
import { readOpenMinutes } from "./open-minutes.ts";
import { findSpans } from "./oracle-spans.ts";
import { expectVerdict, pickMoments } from "./verdicts.ts";

export interface Judgement {
  decisions: number;
  open: number;
  /** Moments that the judge was asked about. */
  judged: number;
  /** One line for each kind of wrong decision, with the first moment of it. */
  wrong: string[];
}

/**
 * Asks the database and the oracle about the same terms: every quarter of an hour between two moments by their spans, and the
 * judge about some moments that the seed gives.
 */
export async function judgeTerms(
  sql: Sql,
  terms: Terms,
  { from, to, seed }: { from: number; to: number; seed: number },
): Promise<Judgement> {
  const { isMarketing } = terms;
  const open = readOpenMinutes(terms);
  const oracle = findSpans(terms, open, from, to);
  // On a day that no rule closes the judge asks no window: neither how a clock is read nor what comes after it.
  const moments = pickMoments(oracle, { isMarketing, from, to, seed }).filter((at) => {
    const day = Math.floor(at / dayMs);
    return [day - 1, day, day + 1].every((near) => open(near).includes(0));
  });
  const database = await askDatabase(sql, terms, { from, to, moments });
  const compared = compareDecisions({ terms, open, database: database.spans, oracle }, from, to);
  const { decisions, open: opened, ...found } = compared;
  const misjudged = database.verdicts.filter(({ at, allowed, until }) => {
    const expected = expectVerdict(oracle, at, isMarketing);
    return expected.allowed !== allowed || expected.until !== until;
  });
  const wrong = [
    ...Object.entries(found).flatMap(([kind, moments]) => describe(kind, moments)),
    ...describe("boundary", findFirstDifference(database.spans, oracle)),
    ...describe("misjudged", misjudged.map(({ at }) => at)),
  ];
  return { decisions, open: opened, judged: database.verdicts.length, wrong };
}

function describe(kind: string, moments: readonly number[]): string[] {
  const [first] = moments;
  return first === undefined
    ? []
    : [`${kind} ${moments.length}, the first at ${new Date(first).toISOString()}`];
}

/** Also what no quarter of an hour shows. */
function findFirstDifference(one: readonly Span[], other: readonly Span[]): number[] {
  for (let index = 0; index < Math.max(one.length, other.length); index++) {
    const [a, b] = [one[index], other[index]];
    if (a?.[0] !== b?.[0]) return [Math.min(a?.[0] ?? Infinity, b?.[0] ?? Infinity)];
    if (a?.[1] !== b?.[1]) return [Math.min(a?.[1] ?? Infinity, b?.[1] ?? Infinity)];
  }
  return [];
}

/**
 * The zones of the runtime that Postgres knows and whose clocks it has alike, but for what the overrides cover: an oracle with other
 * zone data would tell of their editions, not of our code. `left`: those that differ.
 */
export async function findSharedZones(
  sql: Sql,
  overrides: readonly ZoneOverride[],
  from: number,
  to: number,
): Promise<{ shared: string[]; left: string[] }> {
  const names = z.array(z.object({ zone: z.string() })).parse([
    ...await sql`select zone from unnest(${
      Intl.supportedValuesOf("timeZone")
    }::text[]) zone where private.is_time_zone(zone)`,
  ]);
  const shared: string[] = [];
  const left: string[] = [];
  for (const { zone } of names) {
    const moments = await findMomentsThatDiffer(sql, zone, from, to);
    const own = overrides.filter((override) => override.zone === zone);
    const isSame = moments.every((at) => own.some((it) => it.from <= at && (it.to === null || at < it.to)));
    (isSame ? shared : left).push(zone);
  }
  return { shared, left };
}

/** Of the beginning and the end of each time between two changes of the clock, by the runtime. */
async function findMomentsThatDiffer(sql: Sql, zone: string, from: number, to: number): Promise<number[]> {
  const { starts, offsets } = readClock(zone, from - 4 * dayMs, to + 4 * dayMs);
  const asked = starts.flatMap((start, index) => {
    const end = (starts[index + 1] ?? to) - 1000;
    return [start, (start + end) / 2, end].map((at) => ({ at, offset: offsets[index] }));
  });
  const told = z.array(z.object({ offset: z.number() })).parse([
    ...await sql`
      select (extract(epoch from (a.at at time zone ${zone}) - (a.at at time zone 'UTC')) * 1000)::float8 as offset
      from unnest(${
      asked.map(({ at }) => new Date(at).toISOString())
    }::timestamptz[]) with ordinality a (at, number)
      order by a.number`,
  ]);
  return asked.filter(({ offset }, index) => told[index]?.offset !== offset).map(({ at }) => at);
}
