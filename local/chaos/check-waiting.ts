import { codesOfHours, codesOfOften } from "./decision-codes.ts";
import type { World } from "./world.ts";

interface WaitingRow {
  id: string;
  is_due: boolean;
  is_claimable: boolean;
  outcome: string;
  code: string | null;
  until: Date | null;
  sentence: string | null;
  has_no_line: boolean;
  is_looked_at: boolean;
  waits_by_itself: boolean;
  not_before: Date | null;
  status_reason_code: string | null;
  status_reason: string | null;
}

/**
 * Every call that waits can leave, or says until when or what for: the judge's word and what a claim would take never
 * differ, and what the judge has moved carries its code and sentence.
 */
export async function checkWaiting(world: World): Promise<void> {
  const rows = await world.db.sql<WaitingRow[]>`
    select s.id, s.dial_after <= private.current_time() as is_due, k.id is not null and o.id is not null
        and (s.campaign_id is null or m.id is not null) as is_claimable,
      -- Its campaign runs, and uses what it may.
      m.id is null and exists (select from public.campaigns c where c.id = s.campaign_id and c.state = 'running') as has_no_line,
      (j.d).outcome, (j.d).code, (j.d).until, private.say_decision(j.d) as sentence,
      exists (select from private.call_looks l where l.schedule_id = s.id and l.expires_at > private.current_time())
        as is_looked_at,
      greatest(s.due_at, s.retry_at) > private.current_time() as waits_by_itself,
      s.not_before, s.status_reason_code, s.status_reason
    from public.call_schedules s
    left join private.claimable_calls k on k.id = s.id
    left join private.claimable_organizations o on o.id = s.org_id
    left join private.claimable_campaigns m on m.id = s.campaign_id
    -- Of what is not due no claim asks. offset: once for all its columns.
    cross join lateral (select case when s.dial_after <= private.current_time()
      then private.judge_call(s, private.current_time(), false, private.looks_first(s)) end as d offset 0) j
    where s.dial_after is not null`;
  for (const row of rows) {
    const problem = findProblem(row);
    if (problem !== undefined) {
      world.report("a call that waits can leave or says why not", `${problem}: ${JSON.stringify(row)}`);
    }
  }
}

function findProblem(row: WaitingRow): string | undefined {
  if (!row.is_due) {
    const isTold = row.waits_by_itself || (row.status_reason_code !== null && row.status_reason !== null);
    return isTold ? undefined : "moved without a word";
  }
  if (row.outcome === "defer") {
    if (row.code === null || row.sentence === null) return "refused without a word";
    // What the policy holds for ever is met by a claim once a day.
    const isMoved = row.until !== null || [...codesOfHours, ...codesOfOften].includes(row.code);
    return row.is_claimable && !isMoved ? "a claim meets it again and again" : undefined;
  }
  return row.outcome === "call" && !row.is_claimable && !row.is_looked_at && !row.has_no_line
    ? "nobody takes it"
    : undefined;
}

const judgesWords = [
  "all_calling_paused",
  "organisation_paused",
  "inactive",
  "agent_inactive",
  "outside_window",
  "number_busy",
  "no_free_line",
  "dial_quota",
  "do_not_call",
  "contact_removed",
  "contact_changed",
  "contact_unreadable",
  "checkup_done",
  "rule_inactive",
];

/** An attempt is one request to Bolna and nothing else: what the judge refused never was one. */
export async function checkAttempts(world: World): Promise<void> {
  const rows = await world.db.sql<{ id: string; reason_code: string }[]>`
    select id, reason_code from public.call_attempts where reason_code::text = any(${judgesWords}::text[])`;
  for (const { id, reason_code } of rows) {
    world.report("no attempt for what the judge refuses", `${id} of ${reason_code}`);
  }
}
