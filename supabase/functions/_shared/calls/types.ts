import type { BolnaClient } from "../bolna/client.ts";
import type { ClaimedCall } from "./call-store-schemas.ts";
import type { CallStore } from "./call-store.ts";
import type { PhoneCipher } from "../phone/phone-cipher.ts";
import type { Settings } from "../platform/settings.ts";
import type { Logger } from "../platform/log.ts";
import type { Code } from "../platform/codes.ts";

export type { ClaimedCall };

/** What dispatching needs from outside; a test hands in its own clock and chance, a function the real ones. */
export interface DispatchDeps {
  settings: Settings;
  calls: CallStore;
  bolna: BolnaClient;
  cipher: PhoneCipher;
  /** The last look before dialling, for calls with `checks_contact`. Does not throw. */
  checkContact: (call: ClaimedCall) => Promise<ContactVerdict>;
  log: Logger;
  now: () => Date;
  /** From 0 up to 1, as `Math.random`: spreads what would else come back all at once. */
  random: () => number;
}

/** How one claimed call fared. `reasonCode` is for machines, `reason` a sentence without private data. */
export type PlaceResult =
  | { outcome: "placed"; executionId: string }
  | {
    outcome: "unknown" | "refused" | "not_sent" | "paused" | "withdrawn";
    reasonCode: Code<"reason_code">;
    reason: string;
  };

/**
 * What the last look at a call's contact came to. `dial`: it goes out as `call`, whose name and number may be new ones.
 * `unread`: HubSpot could not be asked. After anything but `dial` this worker may not dial; `withdrawn` and `postponed`
 * are written down already, and after `lost` there is nothing to write: the attempt is no longer being placed.
 */
export type ContactVerdict =
  | { verdict: "dial"; call: ClaimedCall }
  | { verdict: "withdrawn" | "postponed"; reasonCode: Code<"reason_code">; reason: string }
  | { verdict: "lost" }
  | { verdict: "unread"; reason: string; retryAfterSeconds: number };
