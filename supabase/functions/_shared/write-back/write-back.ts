import type { ConnectionStore } from "../contacts/connection-store.ts";
import type { CrmEntry } from "./outbox-schemas.ts";
import { createFetchTransport, type HubspotAddress } from "../hubspot/fetch.ts";
import type { HubspotSend } from "../hubspot/client.ts";
import { type FailedStep, longestWait } from "./write-back-step.ts";
import type { Settings } from "../platform/settings.ts";
import { describeError, type Logger } from "../platform/log.ts";
import { connectHubspot, type ConnectLimits } from "../contacts/connect-hubspot.ts";
import type { OutboxStore } from "./outbox-store.ts";
import { createPortal, type Portal } from "./write-back-portal.ts";
import { failEntry, isUnclear, writeEntry } from "./write-entry.ts";

export interface WriteBackDeps {
  connections: Pick<ConnectionStore, "takeTurn" | "holdAccount" | "noteState">;
  outbox: OutboxStore;
  settings: Settings;
  log: Logger;
  now: () => Date;
  /** From 0 up to 1, as `Math.random`. */
  random: () => number;
  openTransport?: (address: HubspotAddress) => HubspotSend;
  /** For questions to HubSpot: 10 s each, 15 s with their repetitions. */
  limits?: ConnectLimits;
  /** No further entries are taken in one call (40): about 15 s at the pace that HubSpot allows. */
  maxEntries?: number;
  /** Asked before more is taken. */
  isOver?: () => boolean;
}

export interface WriteBackCounts {
  written_back: number;
  /** HubSpot refused them: they wait for a person. */
  write_back_failed: number;
  /** They come again by themselves. */
  write_back_delayed: number;
}

export interface WriteBackPass extends WriteBackCounts {
  /** False: more may be waiting than one pass takes. */
  finished: boolean;
}

/** So few at once that a call that is about to be dialled need not queue behind them for HubSpot's limits. */
const sideBySide = 4;
/** An engagement leaves so soon after it was announced, or not at all: 120 s later it is looked for, and sent anew. */
const fenceMs = 40_000;

/**
 * Writes back the calls whose turn has come, of all organisations, those of one contact in their order. Guarantee: one
 * engagement per attempt, whatever fails or dies in between. Throws a `DatabaseError` when the database does not say what
 * is to be done.
 */
export async function writeBack(deps: WriteBackDeps): Promise<WriteBackPass> {
  const { outbox, maxEntries = 40, isOver = () => false } = deps;
  const worker = `write-back-${crypto.randomUUID()}`;
  const counts: WriteBackCounts = { written_back: 0, write_back_failed: 0, write_back_delayed: 0 };
  const portals = new Map<string, Portal>();
  const findPortal = ({ org_id, access }: CrmEntry) => {
    const portal = portals.get(org_id) ?? createPortal(access);
    portals.set(org_id, portal);
    return portal;
  };
  for (let taken = 0; taken < maxEntries && !isOver();) {
    const entries = await outbox.claimOutbox(worker, Math.min(sideBySide, maxEntries - taken));
    if (entries.length === 0) return { ...counts, finished: true };
    taken += entries.length;
    const ends = await Promise.all(
      entries.map((entry) => finishEntry(deps, { entry, worker, portal: findPortal(entry) })),
    );
    for (const end of ends) counts[end] += 1;
  }
  return { ...counts, finished: false };
}

interface Assignment {
  entry: CrmEntry;
  worker: string;
  portal: Portal;
}

/** One entry that cannot be written must not keep the others from it: does not throw. */
async function finishEntry(deps: WriteBackDeps, assignment: Assignment): Promise<keyof WriteBackCounts> {
  const { outbox, log } = deps;
  const { entry, worker } = assignment;
  const ids = { org_id: entry.org_id, entry_id: entry.id, tries: entry.tries };
  try {
    const end = await attempt(deps, assignment);
    if (end === "done") {
      log.info("call_written_back", ids);
      return "written_back";
    }
    if (end !== "taken") {
      log.warn("write_back_failed", { ...ids, step: end.step, reason_code: end.facts.reason_code });
      await outbox.recordStep(entry.id, worker, end.step, end.facts);
      if (end.step === "dead") return "write_back_failed";
    }
  } catch (error) {
    // What was not written down is found when the entry's lease is over.
    log.error("write_back_failed", { ...ids, ...describeError(error) });
  }
  return "write_back_delayed";
}

async function attempt(deps: WriteBackDeps, { entry, worker, portal }: Assignment) {
  const { connections, outbox, now, random, limits, openTransport = createFetchTransport } = deps;
  const { access } = portal;
  const barrier = portal.readBarrier();
  if (barrier !== null) return failEntry({ entry, portal, now, random }, barrier, isUnclear(entry));
  if (!access.write_back_enabled) {
    return hold(entry, "write_back_off", "Writing calls back to HubSpot is switched off.");
  }
  let announcedAt = -Infinity;
  const client = await connectHubspot(
    { ...deps, openTransport: (address) => fence(openTransport(address), () => announcedAt + fenceMs, now) },
    access,
    { deadlineMs: 15_000, ...limits },
  );
  if (client === null) {
    const reason = "There is no HubSpot token for this organisation.";
    if (portal.isNews("token_missing")) {
      await connections.noteState(access, { state: "token_missing", detail: reason });
    }
    return hold(entry, "token_missing", reason);
  }
  const end = await writeEntry({
    entry,
    client,
    portal,
    now,
    random,
    record: async (step, facts) => {
      if (step === "engagement_sending") announcedAt = now().getTime();
      return await outbox.recordStep(entry.id, worker, step, facts);
    },
  });
  await noteState(deps, portal);
  return end;
}

/** What an administrator has to mend is shown in the settings. */
async function noteState({ connections }: WriteBackDeps, portal: Portal): Promise<void> {
  const { kind, reason } = portal.readBarrier() ?? {};
  if ((kind !== "token_rejected" && kind !== "scope_missing") || !portal.isNews(kind)) return;
  await connections.noteState(portal.access, { state: kind, detail: reason ?? null });
}

/** Nothing is asked of HubSpot, and the entry comes again. */
function hold(entry: CrmEntry, reasonCode: FailedStep["facts"]["reason_code"], reason: string): FailedStep {
  return {
    step: isUnclear(entry) ? "unknown" : "retry",
    facts: { seconds: longestWait, reason_code: reasonCode, reason },
  };
}

/** A worker that was held up for so long that another may have sent the engagement meanwhile does not send it. */
function fence(send: HubspotSend, latestMs: () => number, now: () => Date): HubspotSend {
  return async (request) => {
    if (request.repeatable || now().getTime() < latestMs()) return await send(request);
    throw new Error("The worker was held up, so the engagement was not sent.");
  };
}
