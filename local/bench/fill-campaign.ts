import type { Sql } from "postgres";
import type { BenchOrganization } from "./book-calls.ts";

export interface ManyInCampaign {
  contacts: number;
  purpose: "health_reminder" | "marketing";
}

const closed = "v1.bench.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA";
/** Half in India, the rest in nine states of the United States and where a number has more than one zone. */
const places = [
  ...Array.from({ length: 10 }, () => ["IN", "", "Asia/Kolkata"] as const),
  ["US", "US-CA", "America/Los_Angeles"],
  ["US", "US-NY", "America/New_York"],
  ["US", "US-TX", "America/Chicago"],
  ["US", "US-IL", "America/Chicago"],
  ["US", "US-CO", "America/Denver"],
  ["US", "US-AZ", "America/Phoenix"],
  ["US", "US-WA", "America/Los_Angeles"],
  ["US", "US-GA", "America/New_York"],
  ["US", "US-TN", "America/Chicago,America/New_York"],
  ["GB", "", "Europe/London"],
] as const;

/**
 * A draft with so many contacts, as an upload would leave it. Of a hundred, two are on the do-not-call list, thirty were called in the last
 * month, ten of them in the last two days, each at a moment of its own, and ninety-five have agreed to marketing. Gives its id.
 */
export async function fillCampaign(
  sql: Sql,
  { orgId, agentId }: BenchOrganization,
  { contacts, purpose }: ManyInCampaign,
): Promise<string> {
  const id = crypto.randomUUID();
  await sql`
    insert into public.campaigns (id, org_id, name, agent_id, purpose) values (${id}, ${orgId}, ${purpose}, ${agentId}, ${purpose})`;
  await sql`
    insert into public.campaign_contacts (org_id, campaign_id, position, contact_id, contact_name, phone_enc, phone_hash, global_phone_hash,
      phone_last4, phone_country, phone_regions, phone_zones, phone_zone_source, group_number)
    select ${orgId}, ${id}, n, n::text, 'Contact ' || n, ${closed}, encode(sha256(n::text::bytea), 'hex'),
      encode(sha256(('dnc ' || n)::bytea), 'hex'), '0000', p.country, string_to_array(p.regions, ','), string_to_array(p.zones, ','), 'number', p.number
    from generate_series(1, ${contacts}::int) n
    join (
      select p.value ->> 0 as country, p.value ->> 1 as regions, p.value ->> 2 as zones, p.place,
        dense_rank() over (order by p.value) as number
      from jsonb_array_elements(${sql.json(places)}) with ordinality p (value, place)
    ) p on p.place = 1 + n % ${places.length}::int`;
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      insert into public.suppressions (org_id, phone_hash, phone_last4, reason, source)
      select ${orgId}, m.phone_hash, '0000', 'For the benchmark', 'user' from public.campaign_contacts m
      where m.campaign_id = ${id} and m.position % 50 = 7 on conflict do nothing`;
    await tx`
      insert into public.consent_wordings (org_id, wording_hash, wording) values (${orgId}, encode(sha256('Yes, call me.'), 'hex'), 'Yes, call me.')
      on conflict do nothing`;
    await tx`
      insert into public.consents (org_id, phone_hash, phone_last4, contact_id, kind, purposes, artificial_voice, obtained_at, obtained_through,
        wording_hash, valid_until)
      select ${orgId}, m.phone_hash, '0000', m.contact_id, 'express_written', '{marketing}', true, now() - interval '30 days', 'web form',
        encode(sha256('Yes, call me.'), 'hex'), now() + interval '1 year'
      from public.campaign_contacts m where m.campaign_id = ${id} and m.position % 20 <> 3`;
    await tx`
      insert into public.call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at,
        due_at, purpose, call_status, status_reason)
      select gen_random_uuid(), ${orgId}, ${agentId}, m.contact_id, m.contact_name, ${closed}, m.phone_hash, at.at, at.at, 'service',
        'completed', 'For the benchmark.'
      from public.campaign_contacts m
      cross join lateral (
        select now() - case when m.position % 10 = 0 then interval '1 day' else interval '20 days' end
          - m.position * interval '1 second' as at
      ) at
      where m.campaign_id = ${id} and m.position % 10 < 3`;
    await tx`
      insert into public.call_attempts (org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at,
        claimed_at, lease_expires_at, state, outcome, placed_at, ended_at, answered)
      select s.org_id, s.id, s.agent_id, 1, s.contact_phone_hash, 'sweep', 'bench', s.due_at, s.due_at, s.due_at, 'ended', 'completed',
        s.due_at, s.due_at, false
      from public.call_schedules s where s.org_id = ${orgId} and s.call_status = 'completed'
      on conflict do nothing`;
  });
  await sql`vacuum analyze public.campaign_contacts, public.suppressions, public.consents, public.call_schedules, public.call_attempts`;
  return id;
}
