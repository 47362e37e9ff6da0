-- Campaigns and whom they call.
set search_path = public, extensions, fixtures;

-- A campaign of an organisation, a draft unless told otherwise.
create function fixtures.make_campaign(name text, org text default 'acme', purpose call_purpose default 'service',
  starts timestamptz default null, ends timestamptz default null, per_minute integer default null, lines integer default null,
  priority integer default 5) returns void language sql as $$
  insert into campaigns (id, org_id, name, agent_id, purpose, starts_at, ends_at, calls_per_minute, max_concurrent_calls, priority)
  values (id_of(name), id_of(org), name, id_of(org || ' agent'), purpose, starts, ends, per_minute, lines, priority)
$$;
-- Contacts of a campaign, so many, after those that it has: 'name 1', 'name 2', … with numbers of their own in India.
create function fixtures.add_contacts(campaign text, many integer default 1) returns void language sql as $$
  insert into campaign_contacts (id, org_id, campaign_id, position, contact_name, phone_enc, phone_hash, global_phone_hash,
    phone_last4, phone_country, phone_zones, phone_zone_source)
  select id_of(campaign || ' ' || n), c.org_id, c.id, n, 'Asha Rao', some_ciphertext(), hash_of(campaign || ' ' || n),
    global_hash_of(campaign || ' ' || n), lpad((n % 10000)::text, 4, '0'), 'IN', '{Asia/Kolkata}', 'number'
  from campaigns c
  cross join lateral (select coalesce(max(m.position), 0) as last from campaign_contacts m where m.campaign_id = c.id) so_far
  cross join lateral generate_series(so_far.last + 1, so_far.last + many) n
  where c.id = id_of(campaign)
$$;
-- The counts that are not zero: 'total 3, waiting 2, completed 1'.
create function fixtures.counts_of(campaign text) returns text language sql as $$
  select string_agg(c.key || ' ' || c.value, ', ' order by array_position(
    array['total', 'waiting', 'scheduled', 'in_progress', 'completed', 'failed', 'cancelled', 'excluded'], c.key))
  from jsonb_each_text(private.campaign_counts(id_of(campaign))) c where c.value <> '0'
$$;
-- Starts a campaign by a dry run that says it would call all who wait; answers the outcome.
create function fixtures.start_it(campaign text) returns text language sql as $$
  insert into campaign_dry_runs (id, org_id, campaign_id, fingerprint, will_call, will_not_call, needs_confirmation, result)
  select id_of('dry run of ' || campaign), c.org_id, c.id, private.campaign_fingerprint(c),
    (private.campaign_counts(c.id) ->> 'waiting')::integer, 0, false, '{}'
  from campaigns c where c.id = id_of(campaign)
  on conflict (id) do update set fingerprint = excluded.fingerprint, will_call = excluded.will_call;
  select start_campaign(c.org_id, c.id, id_of('admin'), id_of('dry run of ' || campaign)) ->> 'outcome'
  from campaigns c where c.id = id_of(campaign)
$$;
-- Places every call of a campaign that was claimed and not placed yet, and ends all that are placed in one way.
create function fixtures.end_calls_of(campaign text, outcome text default 'completed', facts jsonb default '{}') returns void
language plpgsql as $$
declare
  attempt record;
begin
  for attempt in
    select t.id, t.schedule_id from call_attempts t join call_schedules s on s.id = t.schedule_id
    where s.campaign_id = id_of(campaign) and t.state = 'placing' order by t.id
  loop
    perform record_call_placed(attempt.id, 'execution of ' || attempt.id);
    perform settle_call(attempt.id, 'execution of ' || attempt.id, jsonb_build_object('outcome', outcome,
      'call_status', case outcome when 'completed' then 'completed' else 'failed' end,
      'reason_code', case outcome when 'completed' then 'answered' else outcome end, 'reason', 'Because.') || facts);
  end loop;
end $$;
