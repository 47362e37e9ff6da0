-- The law of a country of our own, ZZ, so that a story does not hang on what the pack says of real ones.
set search_path = public, extensions, fixtures;

-- A rule of it; fields by column of private.policy_rules.
create function fixtures.make_law(id text, fields jsonb) returns void language sql as $$
  insert into private.policy_rules
  select r.* from jsonb_populate_record(null::private.policy_rules, '{"purposes": ["service"], "holiday_sets": [], "unite_regions": false,
    "per_day": false, "valid_from": "2000-01-01", "confidence": "statute", "source": "A test", "reviewed_on": "2026-11-01",
    "jurisdiction": "ZZ"}'::jsonb || jsonb_build_object('id', id, 'name', id, 'pack_version',
      (select version from private.policy_packs order by loaded_at desc limit 1)) || fields) r;
  delete from private.calling_windows;
$$;
-- Monday to Friday 09:00 to 20:00, Saturday 10:00 to 14:00, Sunday not at all.
create function fixtures.usual_week() returns text language sql as $$
  select '{[540,1200),[1980,2640),[3420,4080),[4860,5520),[6300,6960),[7800,8040)}'
$$;
-- Takes back that the organisation calls round the clock.
create function fixtures.mind_the_law(org text default 'acme') returns void language sql as $$
  update calling_policies set loosened = '[]' where org_id = id_of(org)
$$;
-- A call to a number of ZZ that rings in these zones.
create function fixtures.book_in(name text, zones text[], purpose call_purpose default 'service', number text default null,
  country text default 'ZZ', due timestamptz default null) returns void language sql as $$
  select book(name, number => number, due => due);
  update call_schedules set purpose = book_in.purpose, phone_country = country, phone_zones = zones, phone_zone_source = 'number'
  where id = id_of(name);
$$;
-- What the judge says of a call: outcome, code, and until when, in UTC.
create function fixtures.judged(name text, at timestamptz default clock(), by_hand boolean default false) returns text language sql as $$
  select concat_ws(' ', d.outcome, d.code, to_char(d.until at time zone 'UTC', 'MM-DD HH24:MI'))
  from call_schedules s cross join lateral private.judge_call(s, at, by_hand) d where s.id = id_of(name)
$$;
