import type { Span } from "./spans.ts";

/** How likely a call is answered, by two hours of the week where it rings: 84 of them, Monday's first, 0 to 1. */
export type WeekRates = readonly number[];

/** Open time in one of the two hours of a day (0, 2, 4 … o'clock). */
export interface Block extends Span {
  rate: number;
  /** 0 to 11. */
  block: number;
}

const hourSeconds = 3600;
const daySeconds = 24 * hourSeconds;
const blockSeconds = 2 * hourSeconds;
/** Less is not worth waiting for (private.two_hour_blocks). */
const shortestSeconds = 300;
/** So much more than first calls take is kept free for them (private.best_hours). */
const spare = 1.5;
/** How often a retry goes to any block (private.choose_slot). */
const explored = 0.1;

/** The two hours in which `at` lies, of a clock that is `zoneOffset` seconds ahead of UTC. */
export function blockAt(at: number, zoneOffset: number): number {
  return Math.floor(((at + zoneOffset) % daySeconds) / blockSeconds);
}

/** The open time between two moments in pieces of two hours by the clock where the phone rings, in their order. */
export function cutBlocks(
  { spans, zoneOffset, from, until, rates }: {
    spans: readonly Span[];
    zoneOffset: number;
    from: number;
    until: number;
    rates: WeekRates;
  },
): Block[] {
  const blocks: Block[] = [];
  for (const span of spans) {
    if (span.closes <= from) continue;
    if (span.opens >= until) break;
    const closes = Math.min(span.closes, until);
    for (let opens = Math.max(span.opens, from); opens < closes;) {
      const local = opens + zoneOffset;
      const ends = Math.min(closes, local - local % blockSeconds + blockSeconds - zoneOffset);
      const block = blockAt(opens, zoneOffset);
      // 1970 began on a Thursday.
      const weekday = (Math.floor(local / daySeconds) + 3) % 7;
      if (ends - opens >= shortestSeconds) {
        blocks.push({ opens, closes: ends, block, rate: rates[weekday * 12 + block] ?? 0 });
      }
      opens = ends;
    }
  }
  return blocks;
}

/** Of these the best, in the order of time: so many that they last half as long again as the calls take (private.best_hours). */
export function chooseFirstHours(blocks: readonly Block[], seconds: number): Span[] {
  const chosen: Span[] = [];
  let passed = 0;
  for (const block of byRate(blocks)) {
    if (passed >= seconds * spare) break;
    chosen.push(block);
    passed += block.closes - block.opens;
  }
  return chosen.sort((a, b) => a.opens - b.opens);
}

/** In how many points each two hours are a whole: the best is come back to at any moment of it. */
const points = 6;

/**
 * When somebody who did not answer is tried again (private.choose_slot), in shares that add up to 1: mostly at any moment of the best of
 * these that are not the two hours in which the call failed, one time in ten in any of them. Empty: there is no choice.
 */
export function spreadRetries(blocks: readonly Block[], failedIn: number): { at: number; share: number }[] {
  const others = blocks.filter(({ block }) => block !== failedIn);
  const [best] = byRate(others);
  if (best === undefined) return [];
  const step = (best.closes - best.opens) / points;
  return [
    ...Array.from({ length: points }, (_, point) => ({
      at: best.opens + (point + 0.5) * step,
      share: (1 - explored) / points,
    })),
    ...others.map(({ opens, closes }) => ({ at: (opens + closes) / 2, share: explored / others.length })),
  ];
}

/** The best first, the earliest of equals. */
function byRate(blocks: readonly Block[]): Block[] {
  return blocks.toSorted((a, b) => b.rate - a.rate || a.opens - b.opens);
}
