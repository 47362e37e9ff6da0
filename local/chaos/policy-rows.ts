import type { Sql } from "postgres";

/** A call with all that says where it rings and whose rules it is under. Moments are Unix time in milliseconds. */
export interface PolicyCall {
  id: string;
  org_id: string;
  contact_id: string;
  hash: string;
  global_hash: string | null;
  call_status: string;
  purpose: string;
  call_topic: string;
  time_zone: string | null;
  country: string | null;
  regions: string[];
  zones: string[];
  zone_source: string | null;
  rule_id: string | null;
  /** What its agent says at the start; null: nobody said. */
  opening: string[] | null;
  is_active: boolean;
  due_at: number;
  retry_at: number | null;
  not_before: number | null;
  deadline_at: number | null;
  code: string | null;
  created_at: number;
  attempt_count: number;
  /** Its contact's, as our copy has it. */
  hubspot_zone: string | null;
  address_country: string | null;
  address_region: string | null;
}

export interface PolicyOrganization {
  id: string;
  time_zone: string;
  queue_seconds: number;
  /** `{[540,1080)}`; null: the law alone. */
  week: string | null;
  blackouts: { from: string; to: string }[];
  caps: { calls: number | string; per: "24 hours" | "7 days" | "30 days"; scope?: string }[];
  /** null: all. */
  countries: string[] | null;
  gap_minutes: number;
  loosened: { rule_id: string; until: string | null }[];
  quota: number | null;
  /** Calls that an older policy or law made wait are still to be moved. */
  is_catching_up: boolean;
}

export interface PolicyAttempt {
  id: string;
  org_id: string;
  schedule_id: string;
  hash: string;
  topic: string;
  state: string;
  claimed_at: number;
  ended_at: number | null;
  answered: boolean | null;
}

export interface Suppression {
  org_id: string;
  hash: string;
  scope: "all" | "marketing" | "topic";
  topic: string | null;
  contact_id: string | null;
  source: string;
  schedule_id: string | null;
  attempt_id: string | null;
  added_at: number;
  expires_at: number | null;
  removed_at: number | null;
}

export interface Consent {
  org_id: string;
  hash: string;
  contact_id: string;
  kind: "express" | "express_written" | "imported_unproven";
  purposes: string[];
  artificial_voice: boolean;
  obtained_at: number;
  valid_until: number;
  revoked_at: number | null;
}

export interface PolicyRows {
  calls: PolicyCall[];
  organizations: PolicyOrganization[];
  attempts: PolicyAttempt[];
  suppressions: Suppression[];
  globals: { hash: string; scope: "all" | "marketing" }[];
  consents: Consent[];
  checks: { org_id: string | null; hash: string; registry: string; listed: boolean; checked_at: number }[];
  /** The operator's: jurisdiction null is everywhere. */
  blackouts: { jurisdiction: string | null; from: number; to: number }[];
}

/** All that the calling policy is judged by, from the tables as they stand, in one question. It decides nothing. */
export async function readPolicyRows(sql: Sql): Promise<PolicyRows> {
  const [row] = await sql<PolicyRows[]>`
    with ms as (select 1000::float8 as k)
    select ${list(sql, calls)} as calls, ${list(sql, organizations)} as organizations,
      ${list(sql, attempts)} as attempts, ${list(sql, suppressions)} as suppressions, ${
    list(sql, globals)
  } as globals,
      ${list(sql, consents)} as consents, ${list(sql, checks)} as checks, ${list(sql, blackouts)} as blackouts
    from ms`;
  if (row === undefined) throw new Error("The policy's rows were not read.");
  return row;
}

function list(sql: Sql, select: string) {
  return sql.unsafe(`(select coalesce(jsonb_agg(to_jsonb(r)), '[]') from (${select}) r)`);
}

const at = (column: string, name = column.replace(/^.*\./, "")) =>
  `(extract(epoch from ${column}) * 1000)::float8 as ${name}`;

const calls = `
  select s.id, s.org_id, s.contact_id, chaos.number_of(s.contact_phone_hash) as hash, chaos.number_of(s.global_phone_hash) as global_hash, s.call_status,
    s.purpose, s.call_topic, s.time_zone, s.phone_country as country, s.phone_regions as regions, s.phone_zones as zones,
    s.phone_zone_source as zone_source, s.rule_id, a.opening, s.is_active, ${at("s.due_at")}, ${
  at("s.retry_at")
},
    ${at("s.not_before")}, ${at("s.deadline_at")}, s.status_reason_code as code, s.attempt_count, ${
  at("s.created_at")
}, c.time_zone as hubspot_zone,
    c.address_country, c.address_region
  from public.call_schedules s
  join public.agents a on a.id = s.agent_id
  left join public.contacts c on c.org_id = s.org_id and c.contact_id = s.contact_id and c.removed_at is null`;

const organizations = `
  select o.id, o.time_zone, o.queue_deadline_seconds as queue_seconds, p.week::text as week,
    p.countries, coalesce(p.blackouts, '[]') as blackouts, coalesce(p.caps, '[]') as caps, coalesce(p.min_gap_minutes, 0) as gap_minutes,
    coalesce(p.loosened, '[]') as loosened, o.max_dials_per_day as quota,
    exists (select from private.policy_changes w where w.org_id = o.id) as is_catching_up
  from public.organizations o left join public.calling_policies p on p.org_id = o.id`;

const attempts = `
  select t.id, t.org_id, t.schedule_id, chaos.number_of(t.contact_phone_hash) as hash, s.call_topic as topic, t.state, ${
  at("t.claimed_at")
}, ${at("t.ended_at")}, t.answered
  from public.call_attempts t join public.call_schedules s on s.id = t.schedule_id`;

const suppressions = `
  select x.org_id, chaos.number_of(x.phone_hash) as hash, x.scope, x.topic, x.contact_id, x.source, x.schedule_id, x.attempt_id,
    ${at("x.added_at")}, ${at("x.expires_at")}, ${at("x.removed_at")}
  from public.suppressions x`;

const globals =
  "select chaos.number_of(g.phone_hash) as hash, g.scope from private.global_suppressions g where g.removed_at is null";

const consents = `
  select c.org_id, chaos.number_of(c.phone_hash) as hash, c.contact_id, c.kind, c.purposes, c.artificial_voice, ${
  at("c.obtained_at")
}, ${at("c.valid_until")}, ${at("c.revoked_at")}
  from public.consents c`;

const checks = `
  select k.org_id, chaos.number_of(k.phone_hash) as hash, k.registry, k.listed, ${
  at("k.checked_at")
} from private.registry_checks k`;

const blackouts = `select b.jurisdiction, ${at("b.from_at", '"from"')}, ${
  at("b.to_at", '"to"')
} from private.blackouts b`;
