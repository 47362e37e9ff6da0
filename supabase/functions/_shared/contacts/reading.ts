import type { ClaimedSync } from "./contact-schemas.ts";
import type { ConnectionStore } from "./connection-store.ts";
import type { ContactStore } from "./contact-store.ts";
import type { Code } from "../platform/codes.ts";
import type { HubspotClient } from "../hubspot/client.ts";
import type { PhoneCipher } from "../phone/phone-cipher.ts";
import type { Logger } from "../platform/log.ts";
import type { ConnectDeps } from "./connect-hubspot.ts";
import type { SyncBudget } from "./sync-budget.ts";

export interface PullDeps extends ConnectDeps {
  connections: Pick<
    ConnectionStore,
    "takeTurn" | "holdAccount" | "noteState" | "adoptDefaultToken" | "listConnectedOrganizations"
  >;
  contacts: ContactStore;
  cipher: PhoneCipher;
  log: Logger;
  now: () => Date;
}

/**
 * How a reading stands when this worker leaves it. `unfinished`: there is more, and this worker still holds
 * it. `suspended`: something
 * stands in the way; it is tried again later. `lost`: another worker has it by now.
 */
export type PullEnd = "completed" | "unfinished" | "suspended" | "lost";

export interface Reading {
  deps: PullDeps;
  sync: ClaimedSync;
  worker: string;
  client: HubspotClient;
  budget: SyncBudget;
}

/** The reason code of a reading that waits for nothing but another worker. */
export const continued = "continued" satisfies Code<"contact_sync_reason">;
