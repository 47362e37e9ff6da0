import { seedRandom } from "../seeded-random.ts";
import { dayMs } from "./days.ts";
import type { Span } from "./law.ts";

/** The judge's word on one moment: allowed, or the moment from which it is; null: never, as far as it looks ahead. */
export interface Verdict {
  at: number;
  allowed: boolean;
  until: number | null;
}

const minute = 60_000;
/** How far ahead the judge looks for an opening. */
const horizon = 400 * dayMs;

/** A call that may stay queued this long, in seconds, is not let go for less; nor in the last minutes of a window. */
export const queueSeconds = 60;

function restOf(isMarketing: boolean): number {
  return (isMarketing ? 5 : 2) * minute;
}

/** Moments at which a judge could err, the same for the same seed: the edges of some spans, and some between. */
export function pickMoments(
  spans: readonly Span[],
  { isMarketing, from, to, seed }: { isMarketing: boolean; from: number; to: number; seed: number },
): number[] {
  const random = seedRandom(seed);
  const last = to - horizon - 2 * dayMs;
  const pick = () => Math.floor((from + random() * (last - from)) / 1000) * 1000;
  const edges = Array.from({ length: 3 }, () => spans[Math.floor(random() * spans.length)]).flatMap(
    (span) => {
      if (span === undefined) return [];
      const [opens, closes] = span;
      const begin = closes - restOf(isMarketing);
      return [opens - 1000, opens, begin, begin + 1000, closes];
    },
  );
  return [...edges, pick(), pick(), pick()].filter((at) => from + dayMs < at && at < last);
}

/** What the judge must say by the oracle's spans. */
export function expectVerdict(spans: readonly Span[], at: number, isMarketing: boolean): Verdict {
  const rest = restOf(isMarketing);
  const next = spans.find(([opens, closes]) => closes >= at + rest && closes - opens >= rest);
  if (next === undefined || next[0] >= at + horizon) return { at, allowed: false, until: null };
  return next[0] <= at ? { at, allowed: true, until: null } : { at, allowed: false, until: next[0] };
}
