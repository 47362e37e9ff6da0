import { type BolnaClient, createBolnaClient } from "./bolna/client.ts";
import { batchWrites } from "./calls/batch-writes.ts";
import { claimInTurns } from "./calls/claim-in-turns.ts";
import { type AgentToolStore, createAgentToolStore } from "./calls/agent-tool-store.ts";
import { type CallStore, createCallStore } from "./calls/call-store.ts";
import type { DispatchDeps } from "./calls/types.ts";
import { createListStore, type ListStore } from "./campaigns/list-store.ts";
import { type ConnectionStore, createConnectionStore } from "./contacts/connection-store.ts";
import { type ContactStore, createContactStore } from "./contacts/contact-store.ts";
import { createContactLook } from "./contacts/look-up-contact.ts";
import type { HubspotSend } from "./hubspot/client.ts";
import { createFetchTransport, type HubspotAddress } from "./hubspot/fetch.ts";
import { createHashChooser } from "./phone/choose-hashes.ts";
import { createPhoneCipher, type PhoneCipher } from "./phone/phone-cipher.ts";
import { createRotationStore, type RotationStore } from "./phone/rotation-store.ts";
import { createKeyCheck } from "./phone/phone-keys.ts";
import { createServiceClient, type ServiceDatabase } from "./platform/database.ts";
import type { Logger } from "./platform/log.ts";
import { isSchedulerEnabled, type Settings } from "./platform/settings.ts";
import { createWorkerStore, type WorkerStore } from "./platform/worker-store.ts";
import { createPlanStore, type PlanStore } from "./rules/plan-store.ts";
import { createDeliveryStore, type DeliveryStore } from "./webhooks/delivery-store.ts";
import { createOutboxStore, type OutboxStore } from "./write-back/outbox-store.ts";

/** What everything here works with. Time, chance and the outside are handed in, so that a test can hand in its own. */
export interface Dependencies {
  settings: Settings;
  log: Logger;
  now: () => Date;
  /** From 0 up to 1, as `Math.random`. */
  random: () => number;
  /** The switch CALL_SCHEDULER_ENABLED, read anew each time so that throwing it works on a worker that is already up. */
  isSchedulerEnabled: () => boolean;
  /** Acts as the service role. */
  db: ServiceDatabase;
  workers: WorkerStore;
  calls: CallStore;
  agentTools: AgentToolStore;
  connections: ConnectionStore;
  contacts: ContactStore;
  lists: ListStore;
  plans: PlanStore;
  outbox: OutboxStore;
  deliveries: DeliveryStore;
  cipher: PhoneCipher;
  rotations: RotationStore;
  bolna: BolnaClient;
  /** The way to one HubSpot account. */
  openTransport: (address: HubspotAddress) => HubspotSend;
  /** The last look before a claim: what `calls` asks of `contacts`, and may not import. */
  lookUpContact: DispatchDeps["lookUpContact"];
}

/**
 * Puts together what a function works with: the settings, then the clients, then the stores on them. What is in `parts`
 * takes the place of the real one, also for what is built on it.
 *
 * @example composeDependencies(settings, log, { now: () => new Date(0) })
 */
export function composeDependencies(
  settings: Settings,
  log: Logger,
  parts: Partial<Dependencies> = {},
): Dependencies {
  const { db = createServiceClient(settings), now = () => new Date() } = parts;
  const { bolnaApiUrl: apiUrl, bolnaApiKey: apiKey, bolnaCallsPath: callsPath, bolnaAgentId } = settings;
  const base = {
    settings,
    log,
    now,
    random: Math.random,
    isSchedulerEnabled: () => isSchedulerEnabled(Deno.env.get("CALL_SCHEDULER_ENABLED")),
    db,
    workers: createWorkerStore(db, log),
    calls: claimInTurns(
      batchWrites(createCallStore(db, { bolnaAgentId, now }), { isOn: settings.batchWrites, log }),
    ),
    agentTools: createAgentToolStore(db),
    connections: createConnectionStore(db),
    contacts: createContactStore(db),
    lists: createListStore(db),
    plans: createPlanStore(db),
    outbox: createOutboxStore(db),
    deliveries: createDeliveryStore(db),
    cipher: createPhoneCipher(settings, createKeyCheck(settings, db), createHashChooser(db)),
    rotations: createRotationStore(db),
    bolna: createBolnaClient({ apiUrl, apiKey, callsPath }),
    openTransport: createFetchTransport,
    ...parts,
  };
  return { lookUpContact: createContactLook(base), ...base };
}
