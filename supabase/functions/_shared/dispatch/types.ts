import type { BolnaClient } from "../clients/bolna.ts";
import type { CallStore } from "../clients/call-store.ts";
import type { PhoneCipher } from "../clients/phone-cipher.ts";
import type { Settings } from "../core/settings.ts";
import type { Logger } from "../http/log.ts";

export type { ClaimedCall } from "../clients/call-store-schemas.ts";

/** What dispatching needs from outside; a test hands in its own clock, a function the real one. */
export interface DispatchDeps {
  settings: Settings;
  store: CallStore;
  bolna: BolnaClient;
  cipher: PhoneCipher;
  log: Logger;
  now: () => Date;
}

/** How one claimed call fared. `reasonCode` is for machines, `reason` a sentence without private data. */
export type PlaceResult =
  | { outcome: "placed"; executionId: string }
  | { outcome: "unknown" | "refused" | "not_sent" | "paused"; reasonCode: string; reason: string };
