import type { Sql } from "postgres";

export interface Lists {
  /** Calls to come that were all booked for one moment, as a campaign's are. */
  atOneMoment: number;
  /** Numbers that came on the do-not-call list by one import, and as many consents. */
  listed: number;
}

/** Fills an organisation's lists with what has one moment in common. Without triggers. */
export async function fillLists(sql: Sql, orgId: string, { atOneMoment, listed }: Lists): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      insert into public.call_schedules (org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
        scheduled_at, due_at, purpose)
      select a.org_id, a.id, 'campaign-' || n, 'Asha Rao', 'v1.bench.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA',
        encode(sha256(('campaign ' || n)::bytea), 'hex'), date_trunc('hour', now()) + interval '50 days',
        date_trunc('hour', now()) + interval '50 days', 'service'
      from public.agents a cross join generate_series(1, ${atOneMoment}::int) n where a.org_id = ${orgId}`;
    await tx`
      insert into public.suppressions (org_id, phone_hash, phone_last4, scope, reason, source, added_at)
      select ${orgId}, encode(sha256(n::text::bytea), 'hex'), lpad((n % 10000)::text, 4, '0'), 'all', 'Imported.', 'import', now()
      from generate_series(1, ${listed}::int) n
      on conflict do nothing`;
    await tx`
      insert into public.consents (org_id, phone_hash, phone_last4, contact_id, kind, purposes, artificial_voice, obtained_at,
        obtained_through, valid_until, added_at)
      select ${orgId}, encode(sha256(n::text::bytea), 'hex'), lpad((n % 10000)::text, 4, '0'), 'contact-' || n, 'express',
        '{service}', true, now() - interval '1 day', 'web form', now() + interval '1 year', now()
      from generate_series(1, ${listed}::int) n`;
  });
  await sql`vacuum analyze public.call_schedules, public.suppressions, public.consents`;
}
