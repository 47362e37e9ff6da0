import fc from "fast-check";
import { anyAct, firstBookings } from "./act-arbitraries.ts";
import { tryToBook } from "./acts.ts";
import { makeCampaign } from "./campaign-acts.ts";
import { firstCampaigns } from "./campaign-arbitraries.ts";
import { syncTick } from "./calm-down.ts";
import { type FirstConnection, firstConnection } from "./hubspot-arbitraries.ts";
import { putToken } from "./hubspot-acts.ts";
import { liveOn } from "./live-on.ts";
import { consentToAll, loosen } from "./policy-acts.ts";
import { type FirstPolicy, firstPolicy } from "./policy-arbitraries.ts";
import { createRule } from "./rule-acts.ts";
import { runInWorld } from "./run-in-world.ts";
import type { ChaosDatabase } from "./start-chaos-database.ts";
import type { Tally } from "./tally.ts";
import { addEndpoint } from "./webhook-acts.ts";
import { beginKeyChange } from "./key-acts.ts";
import { keyActs } from "./key-arbitraries.ts";
import { firstEndpoints, webhookActs } from "./webhook-arbitraries.ts";
import type { Sabotage, World } from "./world.ts";

export interface MachineOptions {
  db: ChaosDatabase;
  tally: Tally;
  runs: number;
  seed: number;
  /** No run begins later than so many seconds after the first (none is left out). */
  seconds?: number | undefined;
  /** Of a failure, as printed: only that run is done, and only those of its commands. */
  path?: string | undefined;
  commandsPath?: string | undefined;
  sabotage?: Sabotage;
  /** The organisations have endpoints that are told of events, well ones and others (true). */
  withReceivers?: boolean;
  /** The index key of phone numbers may be changed (true). */
  withKeyChange?: boolean;
  /** How long a failure is made smaller, in seconds (60). */
  shrinkSeconds?: number;
  /** Called after each run that held, with its history. */
  onRun?: (runs: number, history: readonly string[]) => void;
}

export interface MachineFailure {
  seed: number;
  path: string;
  /** What was decided about calling before the smallest run that fails. */
  policy: string;
  /** How it stood with HubSpot before it. */
  connection: string;
  /** What was booked before it. */
  bookings: string[];
  /** The campaign that was made before it, if any. */
  campaigns: string[];
  /** The endpoints that there were. */
  endpoints: string[];
  /** The index key is changed from the start. */
  changesKey: boolean;
  /** Its acts, and what replays exactly these. */
  acts: string[];
  commandsPath: string;
  violation: string;
  trace: string[];
}

/**
 * Runs random histories against the real code and database and checks every promise. Resolves to the smallest failing
 * history, or null when all held.
 */
export async function runMachine(options: MachineOptions): Promise<MachineFailure | null> {
  const { runs, seed, seconds = Infinity, path, commandsPath, onRun, shrinkSeconds = 60 } = options;
  const { withReceivers = true, withKeyChange = true } = options;
  const possible = [...anyAct, ...(withReceivers ? webhookActs : []), ...(withKeyChange ? keyActs : [])];
  let done = 0;
  let trace: string[] = [];
  let giveUpAt = Infinity;
  const stopAt = Date.now() + seconds * 1000;
  const property = fc.asyncProperty(
    firstPolicy,
    firstConnection,
    firstBookings,
    firstCampaigns,
    withReceivers ? firstEndpoints : fc.constant([]),
    withKeyChange ? fc.boolean() : fc.constant(false),
    fc.commands(possible, {
      maxCommands: 40,
      size: "+1",
      ...(commandsPath ? { replayPath: commandsPath } : {}),
    }),
    async (policy, connection, bookings, campaigns, endpoints, changesKey, acts) => {
      // Past this no run begins, a smaller failure is no longer looked for, and a replay is one run: what is left counts as sound.
      if (Date.now() > Math.min(giveUpAt, stopAt) || (path && done > 0)) return;
      done += 1;
      const { db, tally, sabotage } = options;
      const { startHour } = policy;
      const history = await runInWorld({ db, tally, sabotage, startHour }, async (world) => {
        try {
          await agree(world, policy);
          await connect(world, connection);
          for (const endpoint of endpoints) await addEndpoint(world, endpoint);
          for (const booking of bookings) await tryToBook(world, booking);
          for (const campaign of campaigns) await makeCampaign(world, campaign);
          if (changesKey) await beginKeyChange(world);
          await fc.asyncModelRun(() => ({ model: { booked: world.booked.length }, real: world }), acts);
          await liveOn(world);
          return world.trace;
        } catch (error) {
          if (giveUpAt === Infinity) giveUpAt = Date.now() + shrinkSeconds * 1000;
          trace = world.trace;
          throw error;
        }
      });
      onRun?.(done, history);
    },
  );
  const result = await fc.check(property, {
    numRuns: runs,
    seed,
    ...(path ? { path, endOnFailure: true } : {}),
  });
  if (!result.failed) return null;
  const [policy, connection, bookings = [], campaigns = [], endpoints = [], changesKey, acts] =
    result.counterexample ??
      [];
  return {
    seed: result.seed,
    path: result.counterexamplePath ?? "",
    policy: JSON.stringify(policy),
    connection: JSON.stringify(connection),
    bookings: bookings.map((booking) => JSON.stringify(booking)),
    campaigns: campaigns.map((campaign) => JSON.stringify(campaign)),
    endpoints: endpoints.map((endpoint) => JSON.stringify(endpoint)),
    changesKey: changesKey ?? false,
    ...readActs(String(acts)),
    violation: String(result.errorInstance),
    trace,
  };
}

async function agree(world: World, { isLoosened, isConsented }: FirstPolicy): Promise<void> {
  if (!isLoosened) { for (const organization of [0, 1]) await loosen(world, { organization, on: false }); }
  if (isConsented) await consentToAll(world);
}

/** The first organisation's account is read once, where there is one. */
async function connect(world: World, { isConnected, rules }: FirstConnection): Promise<void> {
  if (isConnected) await putToken(world, 0);
  for (const rule of rules) await createRule(world, rule);
  await syncTick(world);
}

/** fast-check prints `act,act /*replayPath="…"*\/`. */
function readActs(text: string): { acts: string[]; commandsPath: string } {
  const [, list = text, commandsPath = ""] = /^(.*?)\s*\/\*replayPath="(.*)"\*\/$/s.exec(text) ?? [];
  return { acts: list.split(/,(?=[a-zA-Z])/), commandsPath };
}
