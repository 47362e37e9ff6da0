import type * as z from "zod";
import { secondsToMidnight } from "./calendar.ts";
import { classifyAnswer, classifySilence, classifyWait } from "./classify-answer.ts";
import type { HubspotFailure } from "./failure.ts";
import { parseJson } from "../platform/parse-json.ts";
import { pause as pauseForReal } from "../platform/pause.ts";
import { describeNoAnswer } from "../platform/no-answer.ts";

export interface HubspotRequest {
  method: "GET" | "POST" | "PATCH";
  /** Behind HubSpot's address, with its query. */
  path: string;
  /** Sent as JSON; no body when undefined. */
  body?: unknown;
  /** Until the last byte of the answer. */
  timeoutMs: number;
  /** False for creates: it must reach HubSpot at most once, whatever the connection does. */
  repeatable: boolean;
}

export interface HubspotAnswer {
  status: number;
  headers: Headers;
  /** As much of the body as came. */
  text: string;
}

/** Sends a request once and follows no redirect. Throws what `fetch` throws when no answer comes. */
export type HubspotSend = (request: HubspotRequest) => Promise<HubspotAnswer>;

/** HubSpot counts searches of a whole account, and all other requests by key. */
export type TurnKind = "search" | "request";

export interface ExchangeTerms {
  send: HubspotSend;
  /** Seconds to wait before the request may leave (0 or more). More than `maxWaitSeconds`: it has no turn. */
  takeTurn: (kind: TurnKind, maxWaitSeconds: number) => Promise<number>;
  /** HubSpot refused: nobody asks it again within so many seconds. `daily` stops both kinds. */
  hold: (kind: TurnKind | "daily", seconds: number) => Promise<void>;
  /** The account's (IANA): its daily limit is renewed at that midnight. */
  timeZone: string;
  /** For each request (10 000). */
  timeoutMs?: number;
  /** For all tries of one question with their waits (20 000). */
  deadlineMs?: number;
  /** How often one question is sent at most; as often as the deadline lets it when left out. */
  maxTries?: number;
  now?: () => number;
  /** Waits so many milliseconds. */
  pause?: (milliseconds: number) => Promise<void>;
}

export type HubspotResult<Value> = { ok: true; value: Value } | { ok: false; failure: HubspotFailure };

export interface Question<Schema extends z.ZodType> {
  method: HubspotRequest["method"];
  path: string;
  body?: unknown;
  schema: Schema;
  /** `request` when left out. */
  kind?: TurnKind;
  /** True when left out. */
  repeatable?: boolean;
}

export type Ask = <Schema extends z.ZodType>(
  question: Question<Schema>,
) => Promise<HubspotResult<z.output<Schema>>>;

/**
 * Asks HubSpot within the account's limits, which all workers share. What may be repeated (reads, searches, updates) is,
 * until the deadline; a create is sent once. Throws only where `takeTurn` or `hold` does.
 */
export function createExchange(terms: ExchangeTerms): Ask {
  const {
    takeTurn,
    hold,
    timeZone,
    deadlineMs = 20_000,
    maxTries = Infinity,
    now = Date.now,
    pause = pauseForReal,
  } = terms;

  async function holdAccount(kind: TurnKind, { kind: why, retryAfterSeconds }: HubspotFailure) {
    if (why === "daily_limit") await hold("daily", secondsToMidnight(timeZone, new Date(now())));
    if (why === "slow_down") await hold(kind, retryAfterSeconds ?? 1);
  }

  /** Null: it may leave now. A failure: the turn would come after the deadline. */
  async function waitForTurn(kind: TurnKind, deadline: number): Promise<HubspotFailure | null> {
    for (let turns = 1;; turns++) {
      const askedAt = now();
      const maxWaitSeconds = Math.max(0, deadline - askedAt) / 1000;
      const wait = await takeTurn(kind, maxWaitSeconds);
      if (wait > maxWaitSeconds) return classifyWait(wait);
      await pause(wait * 1000);
      // A worker that stood still would use its turn together with those of others that came meanwhile: it takes a new one.
      const isLate = now() - askedAt - wait * 1000 > tolerableDelayMs;
      if (!isLate || turns === mostTurns) return null;
    }
  }

  return async (question) => {
    const { kind = "request", repeatable = true } = question;
    const deadline = now() + deadlineMs;
    let last: HubspotFailure | null = null;
    for (let tries = 1;; tries++) {
      const refusal = await waitForTurn(kind, deadline);
      if (refusal !== null) return { ok: false, failure: last ?? refusal };
      const result = await askOnce(terms, question);
      if (result.ok) return result;
      last = result.failure;
      await holdAccount(kind, last);
      const rest = repeatable && tries < maxTries ? restBeforeRetry(last, tries) : null;
      if (rest === null || now() + rest > deadline) return result;
      await pause(rest);
    }
  };
}

/** Turns of searches are 333 ms apart, and HubSpot allows five a second: that far may one come late. */
const tolerableDelayMs = 400;
/** A database that answers slowly is pace enough. */
const mostTurns = 3;

/** Milliseconds; null: asking again does not help. After `slow_down` the next turn brings the rest of the wait. */
function restBeforeRetry({ kind, retryAfterSeconds }: HubspotFailure, tries: number): number | null {
  switch (kind) {
    case "slow_down":
      return Math.min(1, retryAfterSeconds ?? 1) * 1000;
    case "locked":
      return (retryAfterSeconds ?? 2) * 1000;
    case "unreachable":
      return 500 * 2 ** (tries - 1);
    default:
      return null;
  }
}

async function askOnce<Schema extends z.ZodType>(
  { send, timeoutMs = 10_000 }: ExchangeTerms,
  { method, path, body, schema, repeatable = true }: Question<Schema>,
): Promise<HubspotResult<z.output<Schema>>> {
  let answer: HubspotAnswer;
  try {
    answer = await send({ method, path, body, timeoutMs, repeatable });
  } catch (error) {
    const { connected, timedOut } = describeNoAnswer(error);
    const story = timedOut ? "HubSpot did not answer in time." : "HubSpot could not be reached.";
    return { ok: false, failure: classifySilence({ reached: connected, repeatable, story }) };
  }
  const { status, headers, text } = answer;
  if (status < 200 || status >= 300) {
    const failure = classifyAnswer({ status, retryAfter: headers.get("retry-after"), text }, repeatable);
    return { ok: false, failure };
  }
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return { ok: true, value: parsed.data };
  const story = `HubSpot answered ${status} with something that cannot be read.`;
  return { ok: false, failure: classifySilence({ reached: true, status, repeatable, story }) };
}
