import { backoffSeconds } from "../platform/backoff.ts";
import { secondsToMidnight } from "../hubspot/calendar.ts";
import type { HubspotFailure } from "../hubspot/failure.ts";
import type { Code } from "../platform/codes.ts";

/** A step that ends a worker's hold on an outbox entry, as `record_crm_step` takes it. */
export interface FailedStep {
  step: Extract<Code<"outbox_step">, "retry" | "unknown" | "dead">;
  facts: { seconds?: number; reason_code: Code<"outbox_reason">; reason: string };
}

/** What is over some day by itself, or once somebody has mended it. */
type PassingKind = Exclude<HubspotFailure["kind"], "not_found" | "refused">;

export interface FailedEntry {
  /** Which try of the entry this was, from 1. */
  tries: number;
  endedAt: Date;
  /** The engagement was sent once and may be in HubSpot: it must be looked for before it is sent. */
  mayBeThere: boolean;
  /** The portal's (IANA). */
  timeZone: string;
  now: Date;
  /** In [0, 1). */
  random: number;
}

/** Seconds after which an engagement that HubSpot took is sure to be found at its contact (reference 8.5). */
export const settleSeconds = 120;

/** Seconds: the longest wait between two tries, and the one for what an administrator has to mend. */
export const longestWait = 1800;
const threeDays = 3 * 86_400_000;
const manyTries = 60;

/**
 * What becomes of an entry that HubSpot did not take. An outage, a limit or a bad token never ends it: a day without
 * HubSpot loses nothing. What HubSpot refuses as it is, is for a person. So is an entry that fails for more than three days
 * and 60 tries by itself: it would hold back the later calls of its contact for ever.
 */
export function decideFailedStep(failure: HubspotFailure, entry: FailedEntry): FailedStep {
  const { kind, reason, retryAfterSeconds } = failure;
  const { tries, mayBeThere, timeZone, now, random } = entry;
  const backoff = backoffSeconds({ attempt: tries, random, baseSeconds: 30, maxSeconds: longestWait });
  const wait = (kind: PassingKind, seconds: number): FailedStep => ({
    step: mayBeThere || kind === "unclear" ? "unknown" : "retry",
    facts: { seconds: Math.ceil(seconds), reason_code: `hubspot_${kind}`, reason },
  });
  const give = (reasonCode: Code<"outbox_reason">, words = reason): FailedStep => ({
    step: "dead",
    facts: { reason_code: reasonCode, reason: words },
  });
  switch (kind) {
    case "refused":
      return give("hubspot_refused");
    case "not_found":
      return give("contact_missing", "HubSpot has this contact no more.");
    case "token_rejected":
    case "scope_missing":
      return wait(kind, longestWait);
    case "daily_limit":
      return wait(kind, secondsToMidnight(timeZone, now) + backoff);
    case "moved":
    case "slow_down":
      return wait(kind, Math.max(backoff, retryAfterSeconds ?? 0));
    case "unclear":
    case "unreachable":
    case "locked":
      return tries >= manyTries && now.getTime() - entry.endedAt.getTime() > threeDays
        ? give("given_up", `Given up after ${tries} tries in more than three days. The last one: ${reason}`)
        : wait(kind, kind === "unclear" ? Math.max(backoff, settleSeconds) : backoff);
  }
}
