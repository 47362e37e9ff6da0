-- Numbers that are not called, and consents. A number goes by a name, as everywhere in the fixtures.
set search_path = public, extensions, fixtures;

-- Puts a number on Acme's list; facts: scope, topic, contact, source, added, expires.
create function fixtures.suppress(number text, facts jsonb default '{}') returns uuid language sql as $$
  insert into suppressions (id, org_id, phone_hash, phone_last4, scope, topic, contact_id, reason, source, added_at, expires_at)
  values (gen_random_uuid(), id_of(coalesce(facts ->> 'org', 'acme')), hash_of(number), '1234',
    coalesce(facts ->> 'scope', 'all')::suppression_scope, facts ->> 'topic', facts ->> 'contact', 'Because.',
    coalesce(facts ->> 'source', 'user')::suppression_source, coalesce((facts ->> 'added')::timestamptz, clock()),
    (facts ->> 'expires')::timestamptz)
  returning id
$$;
-- Records that a contact agreed to be called on a number, as Acme's member tells it; facts: fields of a consent.
create function fixtures.consent(contact text, facts jsonb default '{}', number text default null) returns text language sql as $$
  select record_consent(id_of('acme'), id_of('member'), gen_random_uuid(), jsonb_build_object('phone_hash',
    hash_of(coalesce(number, contact)), 'phone_last4', '1234', 'contact_id', contact, 'kind', 'express', 'purposes',
    '["marketing"]'::jsonb, 'artificial_voice', true, 'obtained_at', clock(), 'obtained_through', 'web form', 'wording',
    'Call me.') || facts) #>> '{consent,id}'
$$;
-- What a registry says of a number, as the operator or Acme's admin had it looked up.
create function fixtures.look_up_in_registry(number text, is_listed boolean, at timestamptz default clock(), org text default null)
returns jsonb language sql as $$
  select keep_registry_checks(id_of(org), case when org is not null then id_of('admin') end, 'US-DNC', at,
    jsonb_build_array(jsonb_build_object('phone_hash', global_hash_of(number), 'listed', is_listed)))
$$;
-- What the judge says of the number of a call: outcome, code and until when.
create function fixtures.judge_number(name text, purpose call_purpose default 'marketing', at timestamptz default clock(),
  consent consent_kind default null, registries jsonb default '[]', refusal interval default null) returns text language sql as $$
  select coalesce(nullif(concat_ws(' ', d.outcome, d.code, to_char(d.until at time zone 'UTC', 'YYYY-MM-DD HH24:MI')), ''), 'nothing')
  from call_schedules s
  left join lateral private.judge_number(s, judge_number.purpose, at, consent, registries, refusal) d on true
  where s.id = id_of(name)
$$;
