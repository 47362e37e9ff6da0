-- An audience is loaded whole or not at all: pieces wait out of sight, the later of two goes on, what never ends is pruned, and
-- who was called stays.
begin;
set local search_path = public, extensions, fixtures;
select plan(42);

select make_acme_and_globex();
select make_campaign(name) from unnest(array['spring', 'autumn']) name;

create function pg_temp.begin_load(name text, many integer, campaign text default 'spring', who text default 'admin', org text default 'acme')
returns text language sql as $$
  select begin_audience_upload(id_of(org), id_of(campaign), id_of(who), id_of(name), 'csv', many)::text
$$;
-- A piece: for each number a row with the contact id behind the colon, if there is one.
create function pg_temp.keep(name text, part integer, numbers text[], rejected jsonb default '[]', who text default 'admin',
  change jsonb default '{}', campaign text default 'spring') returns text language sql as $$
  select keep_audience_part(id_of('acme'), id_of(campaign), id_of(name), id_of(who), part, cardinality(numbers) + jsonb_array_length(rejected),
    coalesce((select jsonb_agg(jsonb_build_object('line', part * 100 + n, 'id', gen_random_uuid(), 'contact_name', split_part(number, ':', 1),
      'contact_id', nullif(split_part(number, ':', 2), ''), 'phone_enc', some_ciphertext(), 'phone_hash', hash_of(split_part(number, ':', 1)),
      'global_phone_hash', global_hash_of(number), 'phone_last4', '0000') || change)
      from unnest(numbers) with ordinality t (number, n)), '[]'), rejected)::text
$$;
create function pg_temp.finish_load(name text, who text default 'admin') returns jsonb language sql as $$
  select finish_audience_upload(id_of('acme'), id_of(name), id_of(who))
$$;
-- 'accepted (of them already there), duplicates, rejected'.
create function pg_temp.counts(answer jsonb) returns text language sql as $$
  select format('%s: %s (%s), %s, %s', answer ->> 'outcome', answer -> 'audience' ->> 'accepted', answer -> 'audience' ->> 'already_there',
    answer -> 'audience' ->> 'duplicates', answer -> 'audience' ->> 'rejected_count')
$$;
create function pg_temp.audience(campaign text default 'spring') returns text language sql as $$
  select string_agg(m.contact_name || ' ' || m.state, ', ' order by m.position) from campaign_contacts m where m.campaign_id = id_of(campaign)
$$;
create function pg_temp.staged() returns bigint language sql as $$
  select (select count(*) from private.audience_rows) + (select count(*) from private.audience_parts)
$$;
create function pg_temp.revision() returns integer language sql as $$
  select c.revision from campaigns c where c.id = id_of('spring')
$$;

-- Who may, and when.
select is(pg_temp.begin_load('x', 1, who => 'member'), 'forbidden', 'a member loads no audience');
select is(pg_temp.begin_load('x', 1, who => 'rival'), 'forbidden', 'nor does a stranger');
select is(pg_temp.begin_load('x', 1, who => 'rival', org => 'globex'), 'not_found', 'not into what is not theirs');
select is(pg_temp.begin_load('x', 1, 'no such campaign'), 'not_found', 'or is not there');

-- In pieces, in any order, each once.
select is(pg_temp.begin_load('first', 7), 'started', 'an admin begins');
select is(pg_temp.keep('first', 1, array['d:4', 'a', 'e:4']), 'kept', 'a later piece may come first');
select is(pg_temp.finish_load('first'), '{"outcome": "lost"}', 'it is no audience while a piece is missing');
select is(pg_temp.audience(), null, 'nothing of it is seen');
select is(pg_temp.keep('first', 0, array['a', 'b:1', 'c'], '[{"line": 9, "field": "phone", "reason": "is missing."}]'), 'kept', 'the other comes');
select is(pg_temp.keep('first', 0, array['z', 'y', 'x']), 'kept', 'once, however often it is sent');
select is(answer_to('viewer', format('select audience_progress(%L, %L) ->> ''rows_read''', id_of('acme'), id_of('spring'))), '7',
  'a viewer sees how far it is');
select is(answer_to('rival', format('select audience_progress(%L, %L) is null', id_of('acme'), id_of('spring'))), 'true', 'a stranger does not');
select is(pg_temp.keep('first', 2, array['q'], who => 'colleague'), 'forbidden', 'nobody else adds to it');
select is(pg_temp.keep('first', 2, array['q'], campaign => 'autumn'), 'lost', 'nor to another campaign''s');
select is(pg_temp.counts(pg_temp.finish_load('first')), 'saved: 4 (0), 2, 1', 'then it is the audience: the first of equal numbers and ids counts');
select is(pg_temp.audience(), 'a waiting, b waiting, c waiting, d waiting', 'in the order of the file');
select is(pg_temp.staged(), 0::bigint, 'nothing is left behind');
select is(pg_temp.revision(), 2, 'and what was told of the campaign before holds no more');
select is(pg_temp.finish_load('first'), '{"outcome": "lost"}', 'it is not taken twice');

-- What this database does not take of a row is that row's own affair.
select pg_temp.begin_load('odd', 3);
select pg_temp.keep('odd', 0, array['f'], change => '{"time_zone": "Asia/Atlantis"}');
select pg_temp.keep('odd', 1, array['g'], change => '{"contact_name": "\u200b"}');
select pg_temp.keep('odd', 2, array['h'], change => '{"contact_id": "\u202e5"}');
select is((select string_agg(e.value ->> 'field', ', ') from jsonb_array_elements(pg_temp.finish_load('odd') -> 'audience' -> 'rejected') e),
  'time_zone, contact_id', 'a zone or id that is none is named');
select is(pg_temp.audience(), 'Contact ••••0000 waiting', 'a name that shows nothing gives way');
select pg_temp.begin_load('nobody', 1);
select pg_temp.keep('nobody', 0, '{}', '[{"line": 2, "field": "phone", "reason": "is missing."}]');
select is(pg_temp.counts(pg_temp.finish_load('nobody')), 'invalid:  (), , 1', 'where nobody can be called');
select is(pg_temp.audience(), 'Contact ••••0000 waiting', 'the audience stays as it was');

-- Two at once, and one that is given up or never ends.
select pg_temp.begin_load('early', 1);
select pg_temp.keep('early', 0, array['early']);
select pg_temp.begin_load('late', 1);
select is(pg_temp.keep('early', 0, array['early']), 'lost', 'who began first hears that another took the place');
select is(pg_temp.finish_load('early'), '{"outcome": "lost"}', 'also at the end');
select is(pg_temp.staged(), 0::bigint, 'and nothing of it is left');
select pg_temp.keep('late', 0, array['late']);
select drop_audience_upload(id_of('acme'), id_of('late'), id_of('admin'));
select is(pg_temp.staged() + (select count(*) from audience_uploads), 0::bigint, 'what is given up leaves nothing');
select pg_temp.begin_load('dead', 2);
select pg_temp.keep('dead', 0, array['dead']);
select private.prune_history();
select is(pg_temp.staged(), 2::bigint, 'what may still be running is left alone');
select set_clock(clock() + interval '61 minutes');
select is(answer_to('admin', format('select audience_progress(%L, %L) ->> ''is_stopped''', id_of('acme'), id_of('spring'))), 'true',
  'what does not go on says so');
select private.prune_history();
select is(pg_temp.staged() + (select count(*) from audience_uploads), 0::bigint, 'and goes after an hour');

-- A campaign that has called: who was called stays, whoever waits for a call and is not in the new audience is not called.
select pg_temp.begin_load('before', 5);
select pg_temp.keep('before', 0, array['called', 'retried', 'booked:5', 'dropped', 'waiting']);
select pg_temp.finish_load('before');
select is(pg_temp.begin_load('x', 1, 'autumn'), 'started', 'another campaign''s is its own');
insert into call_schedules (id, org_id, agent_id, campaign_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
  scheduled_at, purpose, attempt_count)
select m.id, m.org_id, id_of('acme agent'), m.campaign_id, m.id::text, m.contact_name, m.phone_enc, m.phone_hash,
  clock() + interval '1 hour', 'service', case when m.contact_name in ('called', 'retried') then 1 else 0 end
from campaign_contacts m where m.campaign_id = id_of('spring') and m.contact_name <> 'waiting';
update campaign_contacts set state = 'scheduled', phone_enc = null where campaign_id = id_of('spring') and contact_name <> 'waiting';
update call_schedules set call_status = 'in_progress' where contact_name = 'called';
update call_schedules set call_status = 'completed', status_reason = 'Over.' where contact_name = 'called';
update campaigns set state = 'running' where id = id_of('spring');
select is(pg_temp.begin_load('x', 1), 'live', 'while it runs it takes no audience');
update campaigns set state = 'paused', paused_at = clock(), paused_code = 'by_user', paused_reason = 'Lunch' where id = id_of('spring');
select pg_temp.begin_load('after', 4);
select pg_temp.keep('after', 0, array['called', 'booked', 'new', 'other:5']);
select is(pg_temp.counts(pg_temp.finish_load('after')), 'saved: 3 (2), 1, 0', 'those that it called or booked are known');
select is(pg_temp.audience(), 'called completed, retried cancelled, booked scheduled, new waiting',
  'who was dialled stays, who waits for a call keeps it, the others make room');
select is((select string_agg(contact_name || ' ' || call_status || ' ' || coalesce(status_reason_code::text, ''), ', ' order by contact_name)
  from call_schedules where contact_name in ('retried', 'dropped')), 'dropped cancelled cancelled_by_user, retried cancelled cancelled_by_user',
  'calls for whom the new audience leaves out are cancelled');
select is(counts_of('spring'), 'total 4, waiting 1, scheduled 1, completed 1, cancelled 1', 'and the counts add up');
update campaigns set state = 'cancelled', ended_at = clock(), paused_at = null, paused_code = null, paused_reason = null
where id = id_of('spring');
select is(pg_temp.begin_load('x', 1), 'over', 'what is over takes none');
select is((select count(*) from audit_log where table_name = 'audience_uploads' and changes::text like '%is missing%'), 0::bigint,
  'the trail has counts alone');

-- Those who may be called at the same times come as a group, so that the start of the campaign moves nobody.
insert into contacts (org_id, contact_id, contact_name, phone_enc, phone_hash, time_zone, checkup_problem)
values (id_of('acme'), 901, 'Asha', some_ciphertext(), hash_of('gd'), 'America/Chicago', 'missing');
select pg_temp.begin_load('grouped', 6, 'autumn');
select pg_temp.keep('grouped', 0, array['ga', 'gb', 'gc', 'gd:901'], campaign => 'autumn');
select pg_temp.keep('grouped', 1, array['ge', 'gf'], change => '{"phone_country": "US", "phone_zones": ["America/New_York"]}', campaign => 'autumn');
select pg_temp.finish_load('grouped');
create function pg_temp.groups() returns text language sql as $$
  select string_agg(m.contact_name || ' ' || m.group_number, ', ' order by m.position) from campaign_contacts m where m.campaign_id = id_of('autumn')
$$;
select is(pg_temp.groups(), 'ga 1, gb 1, gc 1, gd 3, ge 2, gf 2', 'an audience comes in its groups, by what HubSpot says of a contact too');
create temporary table places as select m.id, m.ctid as place from campaign_contacts m where m.campaign_id = id_of('autumn');
create function pg_temp.moved() returns bigint language sql as $$
  select count(*) from campaign_contacts m join places p on p.id = m.id where m.ctid <> p.place
$$;
select private.plan_campaign(c) from campaigns c where c.id = id_of('autumn');
select is(pg_temp.moved(), 0::bigint, 'planning writes none of them again');
select results_eq($$ select number, contacts from private.campaign_groups where campaign_id = id_of('autumn') order by 1 $$,
  $$ values (1, 3), (2, 2), (3, 1) $$, 'and counts them');
update campaign_contacts set phone_country = null, phone_zones = '{}' where campaign_id = id_of('autumn') and contact_name in ('ge', 'gf');
update campaign_contacts set phone_country = 'GB' where campaign_id = id_of('autumn') and contact_name = 'ga';
select private.plan_campaign(c) from campaigns c where c.id = id_of('autumn');
select is(pg_temp.groups(), 'ga 4, gb 1, gc 1, gd 3, ge 1, gf 1', 'whoever rings elsewhere since goes to the others there, or is a group of its own');

select * from finish();
rollback;
