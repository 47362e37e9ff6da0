import type { Sql } from "postgres";
import type { Conductor } from "./conductor.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface Claim {
  attemptId: string;
  scheduleId: string;
  orgId: string;
  trigger: string;
  leaseEndsAt: number;
}

interface ScheduleBefore {
  id: string;
  call_status: string;
  may_be_dialled: boolean;
  due_at: Date;
  dial_after: Date;
}

interface AttemptRow {
  id: string;
  schedule_id: string;
  org_id: string;
  contact_phone_hash: string;
  trigger: string;
  state: string;
  lease_expires_at: Date;
  cap: number;
}

interface ClaimWatchDeps {
  sql: Sql;
  conductor: Conductor;
  time: VirtualTime;
  report: (rule: string, detail: string) => void;
}

/**
 * Looks at the rows before and after every claim and reports one that was not allowed at its moment. It reads the tables
 * itself and shares no SQL with the claim.
 */
export function createClaimWatch({ sql, conductor, time, report }: ClaimWatchDeps) {
  const claims = new Map<string, Claim>();

  async function watch(act: () => Promise<unknown>): Promise<unknown> {
    const before = await conductor.outside(() => readSchedules(sql));
    try {
      return await act();
    } finally {
      judge(before, await conductor.outside(() => readAttempts(sql)));
    }
  }

  function judge(before: ScheduleBefore[], attempts: AttemptRow[]): void {
    const fresh = attempts.filter(({ id }) => !claims.has(id));
    for (const attempt of fresh) {
      remember(attempt);
      const schedule = before.find(({ id }) => id === attempt.schedule_id);
      if (schedule?.call_status !== "scheduled" || !schedule.may_be_dialled) {
        report("dialled only while allowed", `attempt ${attempt.id} of ${JSON.stringify(schedule)}`);
      } else if (isEarly(attempt, schedule)) {
        report("dialled only when due", `attempt ${attempt.id} of ${JSON.stringify(schedule)}`);
      }
    }
    if (fresh.length > 0) judgeLive(attempts.filter(({ state }) => state !== "ended"), fresh);
  }

  function judgeLive(live: AttemptRow[], fresh: AttemptRow[]): void {
    for (const one of fresh) {
      const others = live.filter(({ org_id }) => org_id === one.org_id);
      if (others.length > one.cap) report("live calls within the cap", `${others.length} over ${one.cap}`);
      const twins = others.filter((other) =>
        other.contact_phone_hash === one.contact_phone_hash || other.schedule_id === one.schedule_id
      );
      if (twins.length > 1) {
        report("one live attempt for a schedule and a number", twins.map(({ id }) => id).join(", "));
      }
    }
  }

  function isEarly({ trigger }: AttemptRow, { due_at, dial_after }: ScheduleBefore): boolean {
    if (trigger === "execute") return false;
    return (trigger === "overdue" ? due_at : dial_after).getTime() > time.now();
  }

  function remember(row: AttemptRow): void {
    claims.set(row.id, {
      attemptId: row.id,
      scheduleId: row.schedule_id,
      orgId: row.org_id,
      trigger: row.trigger,
      leaseEndsAt: row.lease_expires_at.getTime(),
    });
  }

  return { claims, watch };
}

function readSchedules(sql: Sql): Promise<ScheduleBefore[]> {
  return sql<ScheduleBefore[]>`
    select s.id, s.call_status, s.due_at, s.dial_after,
      s.is_active and s.deleted_at is null and a.is_active and o.calling_paused_reason is null
        and c.calling_paused_reason is null as may_be_dialled
    from public.call_schedules s
    join public.agents a on a.id = s.agent_id
    join public.organizations o on o.id = s.org_id
    cross join private.scheduler c`;
}

function readAttempts(sql: Sql): Promise<AttemptRow[]> {
  return sql<AttemptRow[]>`
    select t.id, t.schedule_id, t.org_id, t.contact_phone_hash, t.trigger, t.state, t.lease_expires_at,
      o.max_concurrent_calls as cap
    from public.call_attempts t join public.organizations o on o.id = t.org_id`;
}
