import type { BolnaClient } from "../bolna/client.ts";
import type { ClaimedCall, PendingLook, Refusal, TakenCall } from "./call-store-schemas.ts";
import type { CallStore } from "./call-store.ts";
import type { PhoneCipher } from "../phone/phone-cipher.ts";
import type { Settings } from "../platform/settings.ts";
import type { Logger } from "../platform/log.ts";
import type { Code } from "../platform/codes.ts";
import type { WorkerStore } from "../platform/worker-store.ts";

export type { ClaimedCall, PendingLook, TakenCall };

/** What dispatching needs from outside; a test hands in its own clock and chance, a function the real ones. */
export interface DispatchDeps {
  settings: Settings;
  calls: CallStore;
  workers: WorkerStore;
  bolna: BolnaClient;
  cipher: PhoneCipher;
  /** The last look: reads the contact of a call with `looks_first`, and claims the call if it may still go out. Does not throw. */
  lookUpContact: (call: PendingLook) => Promise<LookAnswer>;
  log: Logger;
  now: () => Date;
  /** From 0 up to 1, as `Math.random`: spreads what would else come back all at once. */
  random: () => number;
}

/** What following up calls needs of it. */
export type FollowUpDeps = Pick<
  DispatchDeps,
  "settings" | "calls" | "workers" | "bolna" | "cipher" | "log" | "now"
>;

/** How one call that was taken fared. `reasonCode` is for machines, `reason` a sentence without private data. */
export type PlaceResult =
  | { outcome: "placed"; attemptId: string; executionId: string }
  | { outcome: "unknown"; attemptId: string; reasonCode: Code<"reason_code">; reason: string }
  | NotPlaced;

/**
 * Surely not made. `withdrawn` and `deferred`: there was no attempt, the last look or the judge behind it stopped the call for good or for
 * now, and the database has it written down. The others are what came of its attempt.
 */
export interface NotPlaced {
  outcome: "refused" | "not_sent" | "paused" | "withdrawn" | "deferred";
  reasonCode: Code<"reason_code">;
  reason: string;
  /** What the judge said, for whoever asked for the call. */
  decision?: Refusal["decision"];
}

/** What the last look came to; only `claimed` may be dialled. */
export type LookAnswer =
  | { outcome: "claimed"; call: ClaimedCall }
  | Pick<Refusal, "outcome" | "reason_code" | "reason" | "decision">
  | { outcome: "lost" };
