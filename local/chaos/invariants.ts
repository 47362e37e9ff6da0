import { callRefOf, type Execution } from "../simulators/bolna/execution.ts";
import { checkAuditTrail } from "./check-audit-trail.ts";
import { checkCampaignEnds, checkCampaigns } from "./check-campaigns.ts";
import { checkContacts } from "./check-contacts.ts";
import { checkHashes } from "./check-hashes.ts";
import { checkDeliveries } from "./check-deliveries.ts";
import { checkDecisions } from "./check-decisions.ts";
import { checkOptOuts } from "./check-opt-outs.ts";
import { checkPolicy } from "./check-policy.ts";
import { checkStatistics } from "./check-statistics.ts";
import { checkAttempts, checkWaiting } from "./check-waiting.ts";
import { checkEngagements, checkWriteBack } from "./check-write-back.ts";
import type { World } from "./world.ts";

const liveAtBolna = new Set([
  "scheduled",
  "queued",
  "rescheduled",
  "initiated",
  "ringing",
  "in-progress",
  "processing",
]);

/** Promises that hold at every moment; cheap enough to look at after each command. */
export async function checkMoment(world: World): Promise<void> {
  const perRef = Map.groupBy(world.bolna.executions(), callRefOf);
  for (const [ref, executions] of perRef) {
    if (executions.length > 1) {
      world.report("one execution for an attempt", `${executions.length} for ${ref}`);
    }
  }
  const live = world.bolna.executions().filter(({ status }) => liveAtBolna.has(status));
  const perNumber = Map.groupBy(live, (execution) => `${orgOf(world, execution)} ${execution.to}`);
  for (const [number, executions] of perNumber) {
    if (executions.length > 1) await judgeTwins(world, number, executions);
  }
  await world.syncClock();
  await checkHashes(world);
  await checkEngagements(world);
  await checkCampaigns(world);
  await checkWaiting(world);
  await checkPolicy(world);
}

/** Promises that hold once the world has come to rest. What holds at a claim: claim-laws.ts. */
export async function checkRest(world: World): Promise<void> {
  await checkMoment(world);
  await checkEnds(world);
  await checkExecutions(world);
  await checkAttempts(world);
  await checkWriteBack(world);
  await checkContacts(world);
  await checkAuditTrail(world);
  await checkStatistics(world);
  await checkDecisions(world);
  await checkOptOuts(world);
  await checkCampaignEnds(world);
  await checkDeliveries(world);
}

/** Two live calls to one number are excused where the older was given up aloud: lost, settled by hand, or forged away. */
async function judgeTwins(world: World, number: string, executions: Execution[]): Promise<void> {
  const refs = executions.flatMap((execution) => callRefOf(execution) ?? []);
  const given = await world.db.sql<{ id: string }[]>`
    select t.id from public.call_attempts t
    where t.id = any(${refs}::uuid[]) and t.state = 'ended' and t.outcome in ('lost', 'settled_by_hand')`;
  const excused = new Set(given.map(({ id }) => id));
  const counted = executions.filter((execution) =>
    !excused.has(callRefOf(execution) ?? "") && !world.forged.has(execution.id)
  );
  if (counted.length > 1) {
    world.report("one live call for a number", `${number}: ${counted.map(({ id }) => id).join(", ")}`);
  }
}

function orgOf(world: World, execution: Execution): string {
  return world.claims.get(callRefOf(execution) ?? "")?.orgId ?? "nobody";
}

interface ScheduleRow {
  id: string;
  call_status: string;
  status_reason: string | null;
  attention_reason: string | null;
  waits: boolean;
  may_be_dialled: boolean;
  is_under_way: boolean;
  live: number;
}

/** Every call is over with a reason, waits for a time to come or for what was switched off, or is shown to a person. */
async function checkEnds(world: World): Promise<void> {
  const rows = await world.db.sql<ScheduleRow[]>`
    select s.id, s.call_status, s.status_reason, s.attention_reason,
      s.dial_after > private.current_time() as waits,
      s.is_active and a.is_active and o.calling_paused_reason is null and c.calling_paused_reason is null
        and (select count(*) from public.call_attempts t where t.org_id = s.org_id and t.state <> 'ended')
          + (select count(*) from private.call_looks l where l.org_id = s.org_id
            and l.expires_at > private.current_time()) < o.max_concurrent_calls
        and (s.campaign_id is null or exists (select from private.claimable_campaigns k where k.id = s.campaign_id))
        and not exists (select from public.call_attempts t where t.org_id = s.org_id
          and t.contact_phone_hash = s.contact_phone_hash and t.state <> 'ended')
        as may_be_dialled,
      exists (select from public.call_attempts t where t.schedule_id = s.id and t.state <> 'ended'
        and private.attempt_deadline(t) > private.current_time()) as is_under_way,
      (select count(*)::int from public.call_attempts t where t.schedule_id = s.id and t.state <> 'ended') as live
    from public.call_schedules s
    join public.organizations o on o.id = s.org_id
    join public.agents a on a.id = s.agent_id
    cross join private.scheduler c`;
  const ids = new Set(rows.map(({ id }) => id));
  for (const id of [...world.booked.map(({ id }) => id), ...world.later]) {
    if (!ids.has(id)) world.report("no call is lost", `${id} is not there`);
  }
  for (const row of rows) {
    if (!isAccountedFor(row)) world.report("every call ends, waits or is flagged", JSON.stringify(row));
    if ((row.call_status === "in_progress") !== (row.live === 1)) {
      world.report("in progress means one live attempt", JSON.stringify(row));
    }
  }
}

function isAccountedFor(row: ScheduleRow): boolean {
  switch (row.call_status) {
    case "scheduled":
      return row.waits || !row.may_be_dialled;
    case "in_progress":
      return row.attention_reason !== null || row.is_under_way;
    default:
      return row.status_reason !== null;
  }
}

/** Bolna's records and ours are the same calls. */
async function checkExecutions(world: World): Promise<void> {
  const rows = await world.db.sql<{ id: string; execution: string | null; outcome: string | null }[]>`
    select id, bolna_execution_id as execution, outcome from public.call_attempts`;
  const attempts = new Map(rows.map((row) => [row.id, row]));
  for (const execution of world.bolna.executions()) {
    const attempt = attempts.get(callRefOf(execution) ?? "");
    const isKnown = attempt?.execution === execution.id || attempt?.outcome === "settled_by_hand";
    if (!isKnown) {
      world.report(
        "Bolna's calls and our attempts are the same",
        `${execution.id}: ${JSON.stringify(attempt)}`,
      );
    }
  }
  const ids = new Set(world.bolna.executions().map(({ id }) => id));
  for (const { id, execution } of rows) {
    if (execution !== null && !ids.has(execution)) {
      world.report("Bolna's calls and our attempts are the same", `${id} names ${execution}`);
    }
  }
}
