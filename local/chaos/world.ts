import { createAudienceStore } from "../../supabase/functions/call-scheduling/campaigns/audience-store.ts";
import { createCampaignStore } from "../../supabase/functions/call-scheduling/campaigns/campaign-store.ts";
import { createDryRunStore } from "../../supabase/functions/call-scheduling/campaigns/dry-run-store.ts";
import type { BolnaClient } from "../../supabase/functions/_shared/bolna/client.ts";
import { batchWrites } from "../../supabase/functions/_shared/calls/batch-writes.ts";
import { type CallStore, createCallStore } from "../../supabase/functions/_shared/calls/call-store.ts";
import { composeDependencies } from "../../supabase/functions/_shared/dependencies.ts";
import type { HubspotAddress } from "../../supabase/functions/_shared/hubspot/fetch.ts";
import { createHashChooser } from "../../supabase/functions/_shared/phone/choose-hashes.ts";
import { createContactLook } from "../../supabase/functions/_shared/contacts/look-up-contact.ts";
import type { HubspotSend } from "../../supabase/functions/_shared/hubspot/exchange.ts";
import type { DeliveryStore } from "../../supabase/functions/_shared/webhooks/delivery-store.ts";
import type { postToAddress } from "../../supabase/functions/_shared/webhooks/post-to-address.ts";
import { createLogger } from "../../supabase/functions/_shared/platform/log.ts";
import type { Execution } from "../simulators/bolna/execution.ts";
import type { Campaign } from "./campaign.ts";
import { createClaimWatch } from "./claim-watch.ts";
import { Conductor } from "./conductor.ts";
import { createCrew } from "./crew.ts";
import { createKeyRing } from "./key-ring.ts";
import { createJournal, type Journal } from "./journal.ts";
import { createDeliveryWatch, type TakenMessages } from "./delivery-watch.ts";
import { createMailbox, type MailedEvent } from "./mailbox.ts";
import { seedRandom } from "./seeded-random.ts";
import { createShakyLine } from "./shaky-line.ts";
import type { ChaosDatabase } from "./start-chaos-database.ts";
import type { Tally } from "./tally.ts";
import { isToolName, toolNames, useTool } from "./tool-workloads.ts";
import { watchTools } from "./tool-watch.ts";
import { createUserPort } from "./user-port.ts";
import { createVirtualBolna } from "./virtual-bolna.ts";
import { createVirtualHubspot, type Sighting } from "./virtual-hubspot.ts";
import { createVirtualReceivers } from "./virtual-receivers.ts";
import { VirtualTime } from "./virtual-time.ts";
import { watchCrypto } from "./watch-crypto.ts";
import { watchRequests } from "./watch-requests.ts";
import type { WorkerPorts } from "./worker-ports.ts";
import type { Worker } from "./worker.ts";
import { receiveWebhook } from "./workloads.ts";

/** A guard taken away on purpose, to see that the machine notices. */
export interface Sabotage {
  calls?: (calls: CallStore) => CallStore;
  bolna?: (bolna: BolnaClient) => BolnaClient;
  deliveries?: (deliveries: DeliveryStore) => DeliveryStore;
  post?: (post: Post) => Post;
  ciphers?: (ciphers: ChaosDatabase["ciphers"]) => ChaosDatabase["ciphers"];
  /** Endpoints may be at private addresses. */
  allowPrivate?: boolean;
}

type Post = typeof postToAddress;

export interface Booked {
  id: string;
  organization: number;
}

export interface Rule {
  id: string;
  organization: number;
}

/** An organisation was connected to HubSpot, or disconnected. */
export interface ConnectionChange {
  /** Unix time in milliseconds. */
  at: number;
  organization: number;
  isConnected: boolean;
}

const batches: readonly string[] = [
  "recordCallsPlaced",
  "receiveBolnaEvents",
  "settleCalls",
] satisfies (keyof CallStore)[];

/** A Friday; 04:00 UTC is morning in Kolkata and midnight in New York, where the Monday is a holiday. */
const startOfTime = Date.UTC(2028, 0, 14);

export interface WorldOptions {
  sabotage?: Sabotage | undefined;
  /** UTC, of the first day. */
  startHour?: number | undefined;
}

export type World = ReturnType<typeof createWorld>;

/**
 * One run's world: the real database, a simulated Bolna and any number of workers, all on one clock that stands still
 * until it is told to go on.
 */
export function createWorld(
  db: ChaosDatabase,
  tally: Tally,
  { sabotage = {}, startHour = 4 }: WorldOptions = {},
) {
  const time = new VirtualTime(startOfTime + startHour * 3_600_000);
  const conductor = new Conductor();
  const installed = new DisposableStack();
  installed.use(time.install());
  installed.use(watchCrypto(conductor, time));
  const journal = createJournal(time);
  const line = createShakyLine(conductor, tally);
  const explains = (error: string) => line.explains(error) || error.includes(heldUp);
  const syncClock = createClockKeeper(db, time, conductor);
  const overridden = new Set<string>();
  const later = new Set<string>();
  const claimWatch = createClaimWatch({
    sql: db.sql,
    conductor,
    time,
    tally,
    law: db.law,
    hasRung: (attemptId) => bolna.findByRef(attemptId).some(hasRung),
    isOverridden: (scheduleId) => overridden.has(scheduleId),
    report: journal.report,
  });
  const log = createLogger({ functionName: "chaos", level: "debug", write: readLog(journal, explains) });
  const now = () => new Date(time.now());
  const client = db.createWorkerClient(line.send);
  const real = composeDependencies(db.settings, log, {
    db: client,
    // What shares a transaction is a worker's own, and each transaction a touch of the outside: the batches lie above.
    calls: createCallStore(client, { bolnaAgentId: db.settings.bolnaAgentId, now }),
    cipher: db.ciphers.old,
    now,
    random: seedRandom(1),
    isSchedulerEnabled: () => true,
  });
  const keys = createKeyRing(db, sabotage.ciphers?.(db.ciphers) ?? db.ciphers, createHashChooser(client));
  const calls = sabotage.calls?.(real.calls) ?? real.calls;
  const early = { isOn: false };
  const connections: ConnectionChange[] = [];

  const mailbox = createMailbox((event) => void crew.start("webhook", (ports) => takeIn(ports, event)));
  const bolna = createVirtualBolna({
    settings: db.settings,
    time,
    conductor,
    onWebhook: (body) => mailbox.put(body, early.isOn && body.status === "queued"),
    onCallRequest: watchRequests({ claims: claimWatch.claims, time, tally, journal }),
    onFault: (name) => tally.add(`fault ${name}`),
    tools: toolNames,
    onTool: (tool, body) => {
      tally.add("tools");
      const answered = Promise.withResolvers<unknown>();
      crew.start(`tool ${tool}`, async (ports) => {
        if (isToolName(tool)) answered.resolve(await useTool(ports, tool, body));
      });
      return answered.promise;
    },
    beforeAnswer: async () => {
      const event = early.isOn ? mailbox.takeLast() : undefined;
      if (event === undefined) return;
      tally.add("fault webhook-before-answer");
      await syncClock();
      await takeIn({ ...real, calls, bolna: bolna.createClient() }, event).catch(
        () => {},
      );
    },
  });

  const hubspot = createVirtualHubspot({ time, conductor, onFault: (name) => tally.add(`fault ${name}`) });
  const receivers = createVirtualReceivers({
    time,
    onTold: () => tally.add("told"),
    onFault: (name) => tally.add(`fault ${name}`),
    report: journal.report,
  });
  const deliveryWatch = createDeliveryWatch({
    sql: db.sql,
    conductor,
    time,
    receivers,
    report: journal.report,
  });
  const sightings = new WeakMap<Worker, Map<string, Sighting>>();

  const crew = createCrew({
    conductor,
    time,
    tally,
    journal,
    explains,
    watch: async (touch, act, worker) => {
      await syncClock();
      journal.note(`  ${touch}`);
      if (batches.includes(touch)) tally.add("batches");
      if (!callClaims.has(touch)) return await act();
      return await claimWatch.watch(act, sightings.get(worker) ?? new Map());
    },
    createPorts: (worker: Worker): WorkerPorts => {
      const bolnaClient = bolna.createClient();
      const seen = new Map<string, Sighting>();
      sightings.set(worker, seen);
      const ports = {
        agentTools: worker.guard(
          watchTools(real.agentTools, {
            db,
            conductor,
            time,
            noteBooked: (id) => later.add(id),
            report: journal.report,
          }),
        ),
        calls: batchWrites(worker.guard(calls), { isOn: db.settings.batchWrites, log }),
        workers: worker.guard(real.workers),
        connections: worker.guard(real.connections),
        contacts: worker.guard(real.contacts),
        plans: worker.guard(real.plans),
        rotations: worker.guard(real.rotations),
        outbox: worker.guard(real.outbox),
        bolna: worker.guard(sabotage.bolna?.(bolnaClient) ?? bolnaClient),
        cipher: worker.guard(keys.ofWorker()),
        openTransport: openGuarded(worker, ({ token }) => hubspot.openTransport(token, seen)),
      };
      return {
        ...real,
        ...ports,
        lookUpContact: createContactLook({ ...real, ...ports }),
        ...openEndpoints(worker),
        ringAgain: () => Promise.resolve(),
        audiences: worker.guard(createAudienceStore(client)),
        campaigns: worker.guard(createCampaignStore(client)),
        dryRuns: worker.guard(createDryRunStore(client)),
        users: db.users.map((sql) => worker.guard(createUserPort(sql, conductor))),
      };
    },
  });

  /** What a worker tells the endpoints with. */
  function openEndpoints(worker: Worker) {
    const taken: TakenMessages = new Map();
    const postToEndpoint: Post = (post, timeoutMs) =>
      receivers.post(post, (...arrived) => deliveryWatch.judgeMessage(taken, ...arrived), timeoutMs);
    const { deliveries = (store: DeliveryStore) => store, post = (real: Post) => real, allowPrivate } =
      sabotage;
    const line = worker.guard({ postToEndpoint: post(postToEndpoint), resolveEndpoint: receivers.resolve });
    return {
      settings: { ...real.settings, webhooksAllowPrivate: allowPrivate ?? false },
      deliveries: worker.guard(deliveries(deliveryWatch.watchStore(real.deliveries, taken))),
      post: line.postToEndpoint,
      resolve: line.resolveEndpoint,
    };
  }

  /** What our receiver does not take comes again. */
  async function takeIn(ports: Parameters<typeof receiveWebhook>[0], event: MailedEvent): Promise<void> {
    try {
      await receiveWebhook(ports, event.body);
    } catch (error) {
      mailbox.giveBack(event);
      throw error;
    }
  }

  return {
    ...journal,
    ...crew,
    db,
    keys,
    tally,
    time,
    conductor,
    bolna,
    hubspot,
    receivers,
    mailbox,
    claims: claimWatch.claims,
    /** What was booked by hand. */
    booked: new Array<Booked>(),
    /** Calls that somebody asked for in a call. */
    later,
    rules: new Array<Rule>(),
    campaigns: new Array<Campaign>(),
    /** How many contacts of each paused campaign waited when it was last looked at. */
    paused: new Map<string, { pause: string; waiting: number }>(),
    connections,
    noteConnection: (organization: number, isConnected: boolean) =>
      void connections.push({ at: time.now(), organization, isConnected }),
    /** Executions of which somebody claimed an end that Bolna does not know. */
    forged: new Set<string>(),
    /** Calls of which an admin said why they go out beyond the organisation's own hours, gaps and caps. */
    overridden,
    /** Codes of the decisions in this history. */
    decided: new Set<string>(),
    /** Calls that were missed and looked at. */
    missed: new Set<string>(),
    loseDatabase: line.lose,
    findDatabase: line.mend,
    countDatabaseLosses: line.countLost,
    /** Sets the database's clock, before its rows are read or written. */
    syncClock,
    /** true: the first event of a call is received before Bolna answers the request for it. */
    deliverBeforeAnswer: (on: boolean) => {
      early.isOn = on;
    },
    close: async () => {
      await bolna.close();
      installed.dispose();
    },
  };
}

/** The touches that may make attempts. */
const callClaims = new Set(["claimDueCalls", "claimCallSchedule", "claimOverdueCalls", "claimLookedCall"]);

/** Somebody's phone rang, or would have. */
function hasRung({ history }: Execution): boolean {
  return history.some(({ status }) => ["ringing", "in-progress", "no-answer", "busy"].includes(status));
}

/** What write-back says of a worker that was frozen between announcing an engagement and sending it. */
const heldUp = "The worker was held up";

/** Each request to HubSpot is a touch of the worker's. */
function openGuarded(worker: Worker, open: (address: HubspotAddress) => HubspotSend) {
  return (address: HubspotAddress): HubspotSend => {
    const send = open(address);
    const { askHubspot, createAtHubspot } = worker.guard({ askHubspot: send, createAtHubspot: send });
    return (request) => (request.repeatable ? askHubspot(request) : createAtHubspot(request));
  };
}

function createClockKeeper(db: ChaosDatabase, time: VirtualTime, conductor: Conductor): () => Promise<void> {
  let databaseTime = NaN;
  return async () => {
    if (databaseTime === time.now()) return;
    databaseTime = time.now();
    await conductor.outside(() => db.setClock(databaseTime));
  };
}

function readLog(journal: Journal, explains: (error: string) => boolean): (line: string) => void {
  return (line) => {
    // The journal has the world's own time.
    journal.note(line.replace(/"time":"[^"]*",/, ""));
    const isError = line.includes('"level":"error"');
    if (isError && !explains(line)) journal.report("no unexpected error", line);
  };
}
