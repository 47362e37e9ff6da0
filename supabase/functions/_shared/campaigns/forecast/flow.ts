import { callOutcomes, type CallTerms } from "./outcomes.ts";
import type { RetryState } from "./retry-tree.ts";
import { blockAt, cutBlocks, spreadRetries, type WeekRates } from "./best-time.ts";
import type { Span } from "./spans.ts";
import { bucketSeconds, crumb, WaitingLine } from "./waiting-line.ts";

/** Contacts that may be called at the same times. */
export interface WindowGroup {
  /** In order, apart, in seconds since 1970. */
  spans: readonly Span[];
  /** How many become callable, and when. */
  arrivals: readonly { at: number; contacts: number }[];
  /** Where they are called first, where the best time is asked for; left out: all spans. */
  firstSpans?: readonly Span[];
  /** Seconds by which the clock where their phones ring is ahead of UTC; left out: no best time is chosen for them. */
  zoneOffset?: number;
}

export interface FlowInput {
  groups: readonly WindowGroup[];
  terms: CallTerms;
  retries: readonly RetryState[];
  /** How many attempts can begin in a second while somebody may be called. */
  attemptsPerSecond: number;
  /** Nothing begins from this moment on, in seconds since 1970. */
  until: number;
  /** Where the hours of the organisation begin within those of UTC: an unanswered call is not tried again in the same hour of its day. */
  hourBeginsAtSeconds: number;
  /** Where those who did not answer are tried again at the best time (private.best_retry). */
  rates?: WeekRates;
}

/** What flows in each bucket: expected numbers, so fractions of contacts. */
export interface Flow {
  startsAt: number;
  calls: number[];
  firstCalls: number[];
  /** Contacts that are over with, by the bucket in which their last attempt ended. */
  finished: number[];
}

const hourSeconds = 3600;
const daySeconds = 24 * hourSeconds;
/** `next_retry_at` waits up to a tenth longer, so that calls that failed together do not come back together. */
const meanJitter = 1.05;
/** And up to five minutes into the next hour. */
const meanHourJitter = 150;

/**
 * Lets the expected contacts flow through the open hours, five minutes at a time: whoever has waited longest is called first, within what
 * the lines take; each outcome takes its share, and what the retry policy tries again comes back after its delay, at the next opening.
 */
export function runFlow(input: FlowInput): Flow {
  const { groups, until, attemptsPerSecond } = input;
  const first = groups.reduce(
    (least, { arrivals }) => arrivals.reduce((min, { at }) => Math.min(min, at), least),
    until,
  );
  const flow: Flow = {
    startsAt: Math.floor(first / bucketSeconds) * bucketSeconds,
    calls: [],
    firstCalls: [],
    finished: [],
  };
  const queues = groups.flatMap((group) => makeQueues(group, input, flow.startsAt));
  const lines = queues.map(({ line }) => line);

  for (let bucket = 0; !lines.every((line) => line.isEmpty()); bucket++) {
    for (const line of lines) line.enter(bucket);
    for (const series of [flow.calls, flow.firstCalls, flow.finished]) series[bucket] ??= 0;
    let free = attemptsPerSecond * bucketSeconds;
    // What is taken is a little less or more than was free: what is left of that would shrink for ever, and never be gone.
    for (let queue = longestWaiting(queues); queue && free > crumb; queue = longestWaiting(queues)) {
      const taken = queue.line.take(free, attemptsPerSecond);
      free -= taken.reduce((sum, contacts) => sum + contacts, 0);
      for (const [state, contacts] of taken.entries()) {
        if (contacts > 0) attempt(flow, queue, { bucket, state, contacts }, input);
      }
    }
  }
  return flow;
}

/** Contacts of a group that wait for their call, and where those wait who are to be called again. */
interface Queue {
  line: WaitingLine;
  again: WaitingLine;
  zoneOffset: number | undefined;
}

/** One, or two where they are called first at other times than again. */
function makeQueues(
  { spans, firstSpans, arrivals, zoneOffset }: WindowGroup,
  input: FlowInput,
  startsAt: number,
): Queue[] {
  const makeLine = (open: readonly Span[]) =>
    new WaitingLine(before(input.until, open), input.retries.length, startsAt);
  const again = makeLine(spans);
  const line = firstSpans === undefined ? again : makeLine(firstSpans);
  for (const { at, contacts } of arrivals) line.add(at, 0, contacts, 0);
  const first = { line, again, zoneOffset };
  return line === again ? [first] : [first, { line: again, again, zoneOffset }];
}

function attempt(
  flow: Flow,
  { again: line, zoneOffset }: Queue,
  { bucket, state, contacts }: { bucket: number; state: number; contacts: number },
  { terms, retries, hourBeginsAtSeconds, rates }: FlowInput,
): void {
  flow.calls[bucket] = (flow.calls[bucket] ?? 0) + contacts;
  if (state === 0) flow.firstCalls[bucket] = (flow.firstCalls[bucket] ?? 0) + contacts;
  const hourOfDay = (moment: number) => Math.floor((moment - hourBeginsAtSeconds) / hourSeconds) % 24;
  const began = flow.startsAt + (bucket + 0.5) * bucketSeconds;
  for (const outcome of callOutcomes) {
    const { share, holdSeconds } = terms.outcomes[outcome];
    const ended = began + holdSeconds;
    const next = retries[state]?.after[outcome];
    let again = next ? ended + next.waitSeconds * meanJitter : ended;
    if (next && outcome === "no_answer" && hourOfDay(again) === hourOfDay(began)) {
      again += hourSeconds - (again - hourBeginsAtSeconds) % hourSeconds + meanHourJitter;
    }
    const isChosen = rates !== undefined && zoneOffset !== undefined &&
      (outcome === "no_answer" || outcome === "voicemail");
    const blocks = next && isChosen
      ? cutBlocks({ spans: line.spans, zoneOffset, from: again, until: again + daySeconds, rates })
      : [];
    const slots = spreadRetries(blocks, blockAt(began, zoneOffset ?? 0));
    if (next && slots.length > 0) {
      for (const { at, share: part } of slots) line.add(at, next.state, contacts * share * part, bucket + 1);
    } else if (next && line.nextOpening(again) !== null) {
      line.add(again, next.state, contacts * share, bucket + 1);
    } else {
      const end = Math.floor((ended - flow.startsAt) / bucketSeconds);
      flow.finished[end] = (flow.finished[end] ?? 0) + contacts * share;
    }
  }
}

function longestWaiting(queues: readonly Queue[]): Queue | null {
  let longest: Queue | null = null;
  for (const queue of queues) {
    const since = queue.line.waitingSince();
    if (since !== null && since < (longest?.line.waitingSince() ?? Infinity)) longest = queue;
  }
  return longest;
}

function before(until: number, spans: readonly Span[]): Span[] {
  return spans.filter(({ opens }) => opens < until).map(({ opens, closes }) => ({
    opens,
    closes: Math.min(closes, until),
  }));
}
