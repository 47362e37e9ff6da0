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
