import type { Sql } from "postgres";

/** A call as it stands at a claim, with what its organisation and rule say at that moment. */
export interface ScheduleRow {
  id: string;
  call_status: string;
  may_be_dialled: boolean;
  due_at: Date;
  dial_after: Date | null;
  not_before: Date | null;
  status_reason_code: string | null;
  status_reason: string | null;
  contact_id: string;
  contact_unread_since: Date | null;
  rule_id: string | null;
  rule_type: string | null;
  rule_is_active: boolean | null;
  /** Its organisation is connected to HubSpot. */
  is_connected: boolean;
  checkup_threshold_days: number | null;
  occasion: string | null;
  /** The organisation's day (YYYY-MM-DD), its time of day and its calling hours (HH:MM:SS). */
  today: string;
  clock: string;
  hours_from: string;
  hours_to: string;
  campaign_id: string | null;
  campaign_state: string | null;
  /** How many calls its campaign may have under way; null: no bound of its own. */
  campaign_most: number | null;
  /** The operator's; null: none. */
  quota: number | null;
}

export interface AttemptRow {
  id: string;
  schedule_id: string;
  org_id: string;
  campaign_id: string | null;
  contact_phone_hash: string;
  trigger: string;
  state: string;
  execution: string | null;
  lease_expires_at: Date;
  cap: number;
  is_of_today: boolean;
  /** Somebody with this number is flagged as not to be called, in our copy of the contacts. */
  is_flagged: boolean;
}

export interface LookRow {
  schedule_id: string;
  org_id: string;
  trigger: string;
  expires_at: Date;
}

export interface ClaimRows {
  /** Behind the newest change of the whole database that they show. */
  stamp: string;
  schedules: ScheduleRow[];
  attempts: AttemptRow[];
  looks: LookRow[];
}

/**
 * All that a claim may change, read from the tables by a SQL that shares nothing with the claim's; in one question, since it is asked
 * around every claim. `known`: these come back as they are where nothing at all was committed since, as by a claim that found nothing.
 */
export async function readClaimRows(sql: Sql, known?: ClaimRows): Promise<ClaimRows> {
  if (known !== undefined) {
    const [now] = await sql<{ stamp: string }[]>`select ${sql.unsafe(stamp)} as stamp`;
    if (now?.stamp === known.stamp) return known;
  }
  const [row] = await sql<ClaimRows[]>`
    select ${sql.unsafe(stamp)} as stamp,
      ${list(sql, schedules)} as schedules, ${list(sql, attempts)} as attempts, ${list(sql, looks)} as looks`;
  if (row === undefined) throw new Error("The rows of the claim were not read.");
  return {
    stamp: row.stamp,
    schedules: row.schedules.map(readDates(["due_at", "dial_after", "not_before", "contact_unread_since"])),
    attempts: row.attempts.map(readDates(["lease_expires_at"])),
    looks: row.looks.map(readDates(["expires_at"])),
  };
}

// Of the statement's own snapshot: whatever has written and is committed has a number below it. The clock is a row too.
const stamp = "pg_snapshot_xmax(pg_current_snapshot())::text";

function list(sql: Sql, select: string) {
  return sql.unsafe(`(select coalesce(json_agg(r), '[]') from (${select}) r)`);
}

/** JSON has texts for them. */
function readDates<Row extends object>(columns: readonly (keyof Row & string)[]): (row: Row) => Row {
  return (row) => {
    const dates = columns.flatMap((column) => {
      const text: unknown = row[column];
      return typeof text === "string" ? [[column, new Date(text)]] : [];
    });
    return { ...row, ...Object.fromEntries(dates) };
  };
}

const schedules = `
  select s.id, s.call_status, s.due_at, s.dial_after, s.not_before, s.status_reason_code, s.status_reason,
    s.contact_id, s.contact_unread_since, s.rule_id, r.rule_type, r.is_active as rule_is_active,
    r.checkup_threshold_days, h.org_id is not null as is_connected, s.occasion,
    (clock.at at time zone o.time_zone)::date::text as today, (clock.at at time zone o.time_zone)::time::text as clock,
    o.calling_hours_from::text as hours_from, o.calling_hours_to::text as hours_to, o.max_dials_per_day as quota,
    s.campaign_id, k.state as campaign_state, k.max_concurrent_calls as campaign_most,
    s.is_active and s.deleted_at is null and a.is_active and o.calling_paused_reason is null
      and c.calling_paused_reason is null as may_be_dialled
  from public.call_schedules s
  join public.agents a on a.id = s.agent_id
  join public.organizations o on o.id = s.org_id
  left join public.call_schedule_rules r on r.id = s.rule_id
  left join public.campaigns k on k.id = s.campaign_id
  left join public.hubspot_connections h on h.org_id = s.org_id and h.removed_at is null
  cross join private.scheduler c
  cross join chaos.clock clock`;

const attempts = `
  select t.id, t.schedule_id, t.org_id, chaos.number_of(t.contact_phone_hash) as contact_phone_hash, t.trigger, t.state, t.lease_expires_at,
    (select s.campaign_id from public.call_schedules s where s.id = t.schedule_id) as campaign_id,
    t.bolna_execution_id as execution, o.max_concurrent_calls as cap,
    (t.claimed_at at time zone o.time_zone)::date = (clock.at at time zone o.time_zone)::date as is_of_today,
    exists (select from public.contacts c where c.org_id = t.org_id and c.phone_hash = t.contact_phone_hash
      and c.do_not_call and c.removed_at is null) as is_flagged
  from public.call_attempts t
  join public.organizations o on o.id = t.org_id
  cross join chaos.clock clock`;

const looks = `
  select l.schedule_id, l.org_id, l.trigger, l.expires_at
  from private.call_looks l cross join chaos.clock clock where l.expires_at > clock.at`;
