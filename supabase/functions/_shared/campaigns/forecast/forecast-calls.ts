import { chooseFirstHours, cutBlocks, type WeekRates } from "./best-time.ts";
import { costRange } from "./cost-range.ts";
import { momentWith, sumByHour } from "./flow-moments.ts";
import { runFlow, type WindowGroup } from "./flow.ts";
import { type CallTerms, meanHoldSeconds } from "./outcomes.ts";
import { planRetries, type RetryPolicy } from "./retry-tree.ts";
import { nextOpening, type Span } from "./spans.ts";
import { paceTurns, spreadTurns } from "./turns.ts";

export interface ForecastInput {
  groups: readonly WindowGroup[];
  terms: CallTerms;
  retryPolicy: RetryPolicy;
  /** How many calls at once. */
  lines: number;
  /** First calls. null: spread evenly until the end; without one as many as the lines take. */
  callsPerMinute: number | null;
  /** No call begins from then on, in seconds since 1970; null: no end is set. */
  until: number | null;
  hourBeginsAtSeconds: number;
  /** Where the campaign asks for the best time. */
  rates?: WeekRates;
}

/** Moments in seconds since 1970; null where nobody can be called. */
export interface Forecast {
  firstAt: number | null;
  /** When the last call begins, most likely. */
  lastAt: number | null;
  /** By when all is over in one case of two, and in nine of ten. */
  p50End: number | null;
  p90End: number | null;
  /** By when nine contacts of ten are over with. */
  mostDoneAt: number | null;
  /** By when everybody was called once; null: not before the end. */
  firstCallsEnd: number | null;
  calls: number;
  lineHours: number;
  costCents: { low: number; high: number };
  byHour: { hour: number; calls: number }[];
}

const never = 1e12;
const hourSeconds = 3600;
const daySeconds = 24 * hourSeconds;

/** What the calls to come will take: the expected course of `runFlow`, and ranges around it. */
export function forecastCalls(input: ForecastInput): Forecast {
  const { terms, groups } = input;
  const until = input.until ?? never;
  const turns = planTurns(input, until);
  const flow = runFlow({
    groups: turns,
    terms,
    ...(input.rates === undefined ? {} : { rates: input.rates }),
    retries: planRetries(input.retryPolicy),
    attemptsPerSecond: input.lines / meanHoldSeconds(terms),
    until,
    hourBeginsAtSeconds: input.hourBeginsAtSeconds,
  });
  const contacts = groups.reduce(
    (sum, { arrivals }) => arrivals.reduce((count, arrival) => count + arrival.contacts, sum),
    0,
  );
  const calls = flow.calls.reduce((sum, count) => sum + count, 0);
  const over = flow.finished.reduce((sum, count) => sum + count, 0);
  const firstAt = firstOpening(turns, until);
  // Within a bucket of the flow calls come evenly, also before the first: of a few contacts all would be over before it begins.
  const when = (series: readonly number[], enough: number) => {
    const moment = momentWith(flow, series, enough);
    return moment === null || firstAt === null ? moment : Math.max(moment, firstAt);
  };
  return {
    firstAt,
    lastAt: when(flow.calls, calls - 0.5),
    // All are over by a moment with the chance exp(-those that are not, on average).
    p50End: when(flow.finished, over - Math.LN2),
    p90End: when(flow.finished, over + Math.log(0.9)),
    mostDoneAt: when(flow.finished, over * 0.9),
    firstCallsEnd: momentWith(flow, flow.firstCalls, contacts - Math.min(0.5, contacts / 2)),
    calls,
    lineHours: calls * meanHoldSeconds(terms) / hourSeconds,
    costCents: costRange(calls, terms),
    byHour: sumByHour(flow, input.hourBeginsAtSeconds),
  };
}

/** The groups with their arrivals at their turns. Where the best time is asked for, turns are in the best hours. */
function planTurns(input: ForecastInput, until: number): readonly WindowGroup[] {
  const { callsPerMinute } = input;
  const groups = input.groups.map((group) => withFirstHours(group, input, until));
  const inTurn = groups.map(({ firstSpans, ...group }) => ({ ...group, spans: firstSpans ?? group.spans }));
  const turns = callsPerMinute !== null
    ? paceTurns(inTurn, callsPerMinute / 60)
    : input.until === null
    ? groups
    : spreadTurns(inTurn, until);
  return groups.map((group, place) => ({ ...group, arrivals: turns[place]?.arrivals ?? [] }));
}

/** As private.best_hours chooses them: until the end where calls are spread until then, else within a day; what comes later, at any hour. */
function withFirstHours(group: WindowGroup, input: ForecastInput, until: number): WindowGroup {
  const { spans, arrivals, zoneOffset } = group;
  const { rates, callsPerMinute, terms, lines } = input;
  if (rates === undefined || zoneOffset === undefined || arrivals.length === 0) return group;
  const all = input.groups.flatMap((each) => each.arrivals);
  const from = all.reduce((least, { at }) => Math.min(least, at), Infinity);
  const isEven = callsPerMinute === null && input.until !== null;
  const ends = isEven ? until : Math.min(until, from + daySeconds);
  const contacts = all.reduce(
    (sum, each) => sum + each.contacts,
    0,
  );
  const secondsEach = callsPerMinute === null ? meanHoldSeconds(terms) / lines : 60 / callsPerMinute;
  const blocks = cutBlocks({ spans, zoneOffset, from, until: ends, rates });
  const best = chooseFirstHours(blocks, contacts * secondsEach);
  return best.length === 0 ? group : { ...group, firstSpans: [...best, ...after(ends, spans)] };
}

function after(at: number, spans: readonly Span[]): Span[] {
  return spans.filter(({ closes }) => closes > at)
    .map(({ opens, closes }) => ({ opens: Math.max(opens, at), closes }));
}

function firstOpening(groups: readonly WindowGroup[], until: number): number | null {
  const openings = groups.flatMap(({ spans, firstSpans = spans, arrivals }) =>
    arrivals.map(({ at }) => nextOpening(firstSpans, at)).filter((opening) => opening !== null)
  );
  const first = openings.reduce((least, opening) => Math.min(least, opening), until);
  return first < until ? first : null;
}
