import type { ListStore } from "../_shared/campaigns/list-store.ts";
import { readLists } from "./read-lists.ts";
import type { ClaimedSync } from "../_shared/contacts/contact-schemas.ts";
import { describeError } from "../_shared/platform/log.ts";
import { type EvaluateDeps, evaluateRules } from "../_shared/rules/evaluate-rules.ts";
import { pullContacts } from "../_shared/contacts/pull-contacts.ts";
import { continued, type PullDeps, type PullEnd } from "../_shared/contacts/reading.ts";
import { createSyncBudget, type SyncBudget } from "../_shared/contacts/sync-budget.ts";
import { reportWrongKeys } from "../_shared/phone/phone-keys.ts";
import type { WorkerStore } from "../_shared/platform/worker-store.ts";
import type { WriteBackCounts, WriteBackPass } from "../_shared/write-back/write-back.ts";

export interface SyncDeps extends PullDeps, EvaluateDeps {
  workers: WorkerStore;
  lists: ListStore;
  /** Writes calls back to HubSpot, until `isOver` says so. */
  writeBack: (isOver: () => boolean) => Promise<WriteBackPass>;
  /**
   * Pages of 200 contacts that one pass reads (15). A request of the hosted runtime has 2 s of CPU: 3 000 contacts took
   * 0.5 to 0.6 s of it, planning 2 000 calls after them 0.3 s more, and writing 40 calls back 0.35 s (Deno 2.9 on a busy
   * machine of two cores).
   */
  maxPages?: number;
  /** How long one pass takes on work, in seconds (45): what the shortest-lived hosted worker is sure to have. */
  budgetSeconds?: number;
}

export interface SyncOptions {
  /** True: only what is due, as pg_cron rings for; false: every connected organisation. */
  onlyDue: boolean;
  /** Leaves out organisations of which a reading that began since then, by the database's clock, has ended. */
  notBefore: Date;
}

export interface SyncPass extends WriteBackCounts {
  /** The organisations whose contacts this pass has read, or has left for the next. */
  organizations: string[];
  rules_evaluated: number;
  schedules_created: number;
  /** False: there is more, and another pass is to be rung for. */
  finished: boolean;
}

const nothingRead = { organizations: [], rules_evaluated: 0, schedules_created: 0 };

/**
 * One pass, bounded in pages and time: writes back, reads lists for campaigns and contacts, evaluates rules, and writes back what
 * came meanwhile.
 * Safe to run at any time, any number at once. With a wrong key for phone numbers nothing is read or planned.
 */
export async function runSync(deps: SyncDeps, options: SyncOptions): Promise<SyncPass> {
  const run = await deps.workers.beginRun("sync", `sync-${crypto.randomUUID()}`);
  const pass = await doEverything(deps, options);
  const { organizations, finished, ...counts } = pass;
  await deps.workers.finishRun(run, {
    ...counts,
    organizations: organizations.length,
    finished: Number(finished),
  });
  deps.log.info("sync_finished", { ...pass });
  return pass;
}

async function doEverything(deps: SyncDeps, options: SyncOptions): Promise<SyncPass> {
  const { connections, settings, cipher, log, now, maxPages = 15, budgetSeconds = 45 } = deps;
  const budget = createSyncBudget({ maxPages, seconds: budgetSeconds, now });
  const isOver = createSyncBudget({ maxPages: Infinity, seconds: budgetSeconds, now }).isOver;
  if (settings.hubspotApiKey !== undefined) await connections.adoptDefaultToken();
  const before = await writeBackIfPossible(deps, isOver);
  if (reportWrongKeys(log, await cipher.checkKeys())) return { ...nothingRead, ...before };
  // Neither a long list keeps the contacts waiting, nor a long reading of these a list.
  const begun = await readLists(deps, budget, 3);
  const pulled = await pullAll(deps, options, budget);
  const lists = begun.isFailed ? begun : await readLists(deps, budget);
  const rules = await evaluateRules(deps, isOver);
  // With more waiting than one pass takes, the CPU time that is left is not enough for as many again.
  const after = before.finished && !isOver() ? await writeBackIfPossible(deps, isOver) : null;
  return {
    organizations: pulled.organizations,
    rules_evaluated: rules.rules_evaluated,
    schedules_created: rules.schedules_created,
    written_back: before.written_back + (after?.written_back ?? 0),
    write_back_failed: before.write_back_failed + (after?.write_back_failed ?? 0),
    write_back_delayed: before.write_back_delayed + (after?.write_back_delayed ?? 0),
    finished: lists.finished && pulled.finished && rules.finished && after?.finished === true,
  };
}

/** Contacts are read and calls planned whatever becomes of the outbox: its entries wait there. */
async function writeBackIfPossible(
  { writeBack, log }: SyncDeps,
  isOver: () => boolean,
): Promise<WriteBackPass> {
  try {
    return await writeBack(isOver);
  } catch (error) {
    log.error("write_back_failed", describeError(error));
    return { written_back: 0, write_back_failed: 0, write_back_delayed: 0, finished: true };
  }
}

/** Reads one organisation after the other. With the budget gone, what is left is only begun, for the next pass. */
async function pullAll(deps: SyncDeps, { onlyDue, notBefore }: SyncOptions, budget: SyncBudget) {
  const { contacts, log } = deps;
  const organizations = new Set<string>();
  const completed = new Set<string>();
  const unfinished: { sync: ClaimedSync; worker: string }[] = [];
  let finished = true;
  for (;;) {
    if (onlyDue && budget.isOver()) {
      finished = false;
      break;
    }
    const worker = `sync-${crypto.randomUUID()}`;
    const sync = await contacts.claimSync({ worker, onlyDue, ...(onlyDue ? {} : { notBefore }) });
    if (sync === null) break;
    organizations.add(sync.org_id);
    const end = completed.has(sync.org_id) || budget.isOver()
      ? "unfinished"
      : await pullOne(deps, sync, { worker, budget });
    log.info("contacts_pulled", { org_id: sync.org_id, sync_id: sync.sync_id, kind: sync.kind, end });
    if (end === "completed") completed.add(sync.org_id);
    if (end === "unfinished") unfinished.push({ sync, worker });
    if (end === "unfinished" || end === "failed") finished = false;
    // Asked for again since this pass has read it: the next one's.
    if (end === "unfinished" && completed.has(sync.org_id)) break;
  }
  // Not before all are begun, or the next claim would be given the same one again.
  for (const { sync, worker } of unfinished) await letGo(deps, sync, worker);
  return { organizations: [...organizations], finished };
}

/** One organisation's trouble does not keep the others waiting: its lease ends, and it goes on where it stopped. */
async function pullOne(
  deps: SyncDeps,
  sync: ClaimedSync,
  terms: { worker: string; budget: SyncBudget },
): Promise<PullEnd | "failed"> {
  try {
    return await pullContacts(deps, sync, terms);
  } catch (error) {
    deps.log.error("pull_failed", { org_id: sync.org_id, sync_id: sync.sync_id, ...describeError(error) });
    return "failed";
  }
}

/** So that nobody has to wait for the lease to end. Does not throw: it ends by itself. */
async function letGo(
  { contacts, log }: SyncDeps,
  { sync_id: syncId }: ClaimedSync,
  worker: string,
): Promise<void> {
  const reason = "The rest is read by the next pass.";
  try {
    await contacts.suspendSync({
      syncId,
      worker,
      again: true,
      reasonCode: continued,
      reason,
      retrySeconds: 0,
    });
  } catch (error) {
    log.warn("reading_not_let_go", { sync_id: syncId, ...describeError(error) });
  }
}
