import type { SyncProgress } from "../_shared/contacts/contact-schemas.ts";
import { pause } from "../_shared/platform/pause.ts";
import { continued } from "../_shared/contacts/reading.ts";
import { runSync, type SyncDeps, type SyncPass } from "./run-sync.ts";
import type { Code } from "../_shared/platform/codes.ts";

export interface SyncReport extends Omit<SyncPass, "organizations"> {
  /** How many organisations were read. */
  organizations: number;
  contacts_read: number;
  contacts_changed: number;
  contacts_broken: number;
  contacts_removed: number;
  /** Whose reading did not come to its end, and why. */
  failures: { org_id: string; reason_code: Code<"contact_sync_reason">; reason: string }[];
}

export interface FinishOptions {
  onlyDue: boolean;
  /** How long to wait for the end, in seconds (110): the platform waits 150 for an answer. */
  withinSeconds?: number;
}

type Progress = SyncProgress | null;

/**
 * A whole round, however many passes it takes: by fresh workers where they can be rung, else by this one. `finished: false`:
 * it was not done in time, and goes on.
 */
export async function finishSync(
  deps: SyncDeps,
  { onlyDue, withinSeconds = 110 }: FinishOptions,
): Promise<SyncReport> {
  const { connections, contacts, workers, now } = deps;
  const since = await contacts.readTime();
  const begunAt = now().getTime();
  const isLate = () => now().getTime() >= begunAt + withinSeconds * 1000;
  let total = nothing;
  const look = async () => {
    const wanted = onlyDue ? total.organizations : await connections.listConnectedOrganizations();
    return await readProgress(deps, wanted, since);
  };
  for (let turn = 0, wasIdle = false;; turn++) {
    const pass = await runSync(deps, { onlyDue, notBefore: since });
    total = addPass(total, pass);
    const isRung = !pass.finished && await workers.ring("sync");
    let progress = await look();
    // Ever more seldom: the looks of two minutes share the CPU time of one request with the pass before them.
    for (let looks = 0; isRung && !isIdle(progress) && !isLate(); looks++) {
      await pause(Math.min(2000, 250 * 1.2 ** looks));
      progress = await look();
    }
    // A reading of another worker may have begun before this was asked for: once it has ended, there is one more to make.
    const isRead = isIdle(progress) && wasIdle && pass.organizations.length === 0;
    // What is left of calls to write back is not one request's to do where others were rung for it.
    if (isRead && (pass.finished || isRung)) return report(total, progress, pass.finished);
    if (isLate()) return report(total, progress, false);
    wasIdle = isIdle(progress);
    if (!wasIdle) await pause(Math.min(2000, 250 * 2 ** turn));
  }
}

const nothing: SyncPass = {
  organizations: [],
  rules_evaluated: 0,
  schedules_created: 0,
  written_back: 0,
  write_back_failed: 0,
  write_back_delayed: 0,
  finished: true,
};

async function readProgress({ contacts }: SyncDeps, orgIds: readonly string[], since: Date) {
  const progress: [string, Progress][] = [];
  for (const orgId of orgIds) progress.push([orgId, await contacts.readProgress(orgId, since)]);
  return progress;
}

function isIdle(progress: readonly [string, Progress][]): boolean {
  return progress.every(([, state]) => isOver(state));
}

/** Nothing more will come of it soon: it ended and its rules were evaluated, or something stands in its way. */
function isOver(progress: Progress): boolean {
  switch (progress?.state) {
    case "requested":
      return false;
    case "running":
      return progress.reason_code !== null && progress.reason_code !== continued;
    case "completed":
      return !progress.rules_pending;
    default:
      return true;
  }
}

function addPass(before: SyncPass, pass: SyncPass): SyncPass {
  return {
    organizations: [...new Set([...before.organizations, ...pass.organizations])],
    rules_evaluated: before.rules_evaluated + pass.rules_evaluated,
    schedules_created: before.schedules_created + pass.schedules_created,
    written_back: before.written_back + pass.written_back,
    write_back_failed: before.write_back_failed + pass.write_back_failed,
    write_back_delayed: before.write_back_delayed + pass.write_back_delayed,
    finished: pass.finished,
  };
}

function report(pass: SyncPass, progress: [string, Progress][], finished: boolean): SyncReport {
  const known = progress.flatMap(([, state]) => (state === null ? [] : [state]));
  const sum = (count: (state: SyncProgress) => number) => known.reduce((all, state) => all + count(state), 0);
  return {
    ...pass,
    finished,
    organizations: progress.length,
    contacts_read: sum((state) => state.contacts_read),
    contacts_changed: sum((state) => state.contacts_changed),
    contacts_broken: sum((state) => state.contacts_broken),
    contacts_removed: sum((state) => state.contacts_removed),
    // Other workers of the same round may have planned some.
    schedules_created: Math.max(pass.schedules_created, sum((state) => state.schedules_created)),
    failures: progress.flatMap(([org_id, state]) =>
      state === null || state.reason_code === null || state.reason_code === continued
        ? []
        : [{ org_id, reason_code: state.reason_code, reason: state.reason ?? "" }]
    ),
  };
}
