-- Entries are written to HubSpot one after the other for each contact, step by step, and kept until HubSpot has them.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(57);

select set_clock('2026-11-22 10:00Z');
select make_acme_and_globex();
select connect_hubspot();
create function pg_temp.entry(name text) returns crm_outbox language sql as $$
  select e.* from crm_outbox e where e.schedule_id = id_of(name) order by created_at desc limit 1
$$;
create temporary table names as
select name from unnest(array['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'merged', 'of globex']) name;
create function pg_temp.claimed(worker text default 'worker 1', amount integer default 20) returns text language sql as $$
  select string_agg(s.contact_id || ' ' || n.name, ', ' order by s.contact_id, n.name)
  from claim_crm_outbox(worker, amount) c
  join call_schedules s on s.id = (select e.schedule_id from crm_outbox e where e.id = (c ->> 'id')::uuid)
  join names n on id_of(n.name) = s.id
$$;
create function pg_temp.step(name text, step outbox_step, facts jsonb default '{}', worker text default 'worker 1') returns boolean language sql as $$
  select record_crm_step((pg_temp.entry(name)).id, worker, step, facts)
$$;

-- Taking them.
select complete_later('a', '1');
select complete_later('b', '1');
select complete_later('c', '2');
select complete_later('of globex', '1', 'globex');
select keep_contact('1');
update contacts set owner_id = '77';
create temporary table taken as select c as entry from claim_crm_outbox('worker 1', 1) c;
select is((select entry - array['access', 'id'] from taken), (select jsonb_build_object('org_id', id_of('acme'), 'contact_id', '1', 'owner_id', '77',
  'engagement_id', null, 'engagement_sent_at', null, 'contact_updated_at', null, 'tries', 1, 'call_topic', 'follow_up', 'outcome', 'completed',
  'answered', null, 'voicemail', null, 'duration_seconds', null, 'conversation_seconds', null, 'placed_at', t.placed_at, 'ended_at', t.ended_at,
  'hangup_reason', null, 'is_last_call', true) from call_attempts t where id = attempt_of('a')), 'an entry comes with what is to be written');
select is((select entry -> 'access' from taken), hubspot_access(id_of('acme')), 'and where to');
select is(pg_temp.claimed(), '1 of globex, 2 c', 'the later call of a contact waits for the earlier one, others do not');
select is(pg_temp.claimed(), null, 'what a worker has, nobody else takes');
select is(pg_temp.step('a', 'engagement_sending', worker => 'worker 2'), false, 'nor writes');
select is(pg_temp.step('a', 'engagement_sending'), true, 'that the engagement goes out is written first');
select is((pg_temp.entry('a')).engagement_sent_at, private.current_time(), 'with its time');
select is(pg_temp.step('a', 'engagement_written', '{"engagement_id": "900"}'), true, 'then its id');
select is(pg_temp.step('a', 'contact_written'), true, 'then the contact''s properties');
select is((pg_temp.entry('a')).state, 'sending', 'and it is not done');
select is(pg_temp.step('a', 'sent'), true, 'until it is done');
select is(row((pg_temp.entry('a')).state, (pg_temp.entry('a')).engagement_id, (pg_temp.entry('a')).sent_at)::text, row('sent', '900', private.current_time())::text,
  'as it then says');
select is(pg_temp.step('a', step, '{"seconds": 1, "reason": "X."}'), false, format('nothing undoes that: %s', step)) from unnest(array['retry', 'unknown', 'dead', 'sent']::outbox_step[]) step;
select is(pg_temp.claimed(), '1 b', 'now the contact''s next call is written');
select throws_ok($$ select pg_temp.step('b', 'sent') $$, '23514', null, 'nothing is done without an engagement');
select throws_ok($$ select pg_temp.step('b', 'dead', '{"reason_code": "hubspot_refused"}') $$, '23514', null, 'nor dead without a reason');
select throws_ok($$ select pg_temp.step('b', 'burnt') $$, '22P02', null, 'and there are no other steps');

-- What did not work.
select is(pg_temp.step('b', 'engagement_sending') and pg_temp.step('b', 'retry', '{"seconds": 60, "reason_code": "hubspot_slow_down", "reason": "Later."}'), true,
  'an entry waits');
select is(row((pg_temp.entry('b')).state, (pg_temp.entry('b')).reason_code, (pg_temp.entry('b')).engagement_sent_at)::text, '(pending,hubspot_slow_down,)',
  'with its reason, and as certainly not sent');
select is(pg_temp.claimed(), null, 'until then it is not taken');
select set_clock(private.current_time() + interval '60 seconds');
select is(pg_temp.claimed('worker 2'), '1 b, 1 of globex, 2 c', 'then it is, and so is what a dead worker left');
select is((pg_temp.entry('b')).tries, 2, 'for the second time');
select is(pg_temp.step('c', 'engagement_sending'), false, 'the dead worker writes no more');
select pg_temp.step('b', 'engagement_sending', worker => 'worker 2');
select is(pg_temp.step('b', 'unknown', '{"seconds": 30, "reason_code": "hubspot_unclear", "reason": "No answer."}', 'worker 2'), true,
  'an engagement that nobody knows of');
select is(row((pg_temp.entry('b')).state, (pg_temp.entry('b')).engagement_sent_at is not null)::text, '(unknown,t)',
  'is unknown, and keeps when it was sent');
select set_clock(private.current_time() + interval '30 seconds');
select ok((select c ->> 'engagement_sent_at' is not null from claim_crm_outbox('worker 3') c),
  'so that it is looked for before it is sent again');
select set_clock(private.current_time() + interval '60 seconds');
select ok((select bool_or(c ->> 'engagement_sent_at' is not null) from claim_crm_outbox('worker 1') c),
  'as is one whose worker died after sending');
select pg_temp.step('b', 'engagement_written', '{"engagement_id": "901"}');
select pg_temp.step('b', 'retry', '{"seconds": 0, "reason_code": "hubspot_locked", "reason": "Later."}');
select is(row((pg_temp.entry('b')).engagement_id, (pg_temp.entry('b')).engagement_sent_at is not null)::text, '(901,t)',
  'an engagement that is there stays there');

-- Dead ones.
select is(pg_temp.claimed('worker 1'), '1 b', 'taken once more');
select is(pg_temp.step('b', 'dead', '{"reason_code": "hubspot_refused", "reason": "HubSpot refuses it."}'), true,
  'what HubSpot refuses is dead');
select complete_later('d', '1');
select is(pg_temp.claimed(), '1 d, 1 of globex, 2 c', 'and holds up nobody');
select is(pg_temp.step('d', 'engagement_written', '{"engagement_id": "902"}') and pg_temp.step('d', 'contact_written') and pg_temp.step('d', 'sent'), true,
  'the later call is written');
select is(outcome_of(who, 'select reason from crm_outbox where state = ''dead'''), 'ok ' || seen, format('%s sees %s dead entries', who, seen))
from (values ('admin', 1), ('member', 0), ('viewer', 0), ('rival', 0)) as t (who, seen);
create function pg_temp.resend(name text, who text) returns text language sql as $$
  select resend_crm_entry((pg_temp.entry(name)).id, id_of(who)) ->> 'outcome'
$$;
select is(pg_temp.resend('b', who), outcome, format('%s has it sent again: %s', who, outcome))
from (values ('rival', 'not_found'), ('nobody', 'not_found'), ('viewer', 'forbidden'), ('member', 'forbidden')) as t (who, outcome);
select is(resend_crm_entry(id_of('no such entry'), id_of('admin')), resend_crm_entry((pg_temp.entry('b')).id, id_of('rival')),
  'hidden and missing answer alike');
select is(pg_temp.resend('d', 'admin'), 'not_dead', 'what is not dead is not sent again');
select is(pg_temp.resend('b', 'admin'), 'pending', 'an admin has a dead one sent again');
select is((select actor_id from audit_log where table_name = 'crm_outbox' order by id desc limit 1), id_of('admin'),
  'in their name');
select is(row((pg_temp.entry('b')).tries, (pg_temp.entry('b')).reason, (pg_temp.entry('b')).engagement_id)::text, '(0,,901)',
  'anew, but what HubSpot has of it stays');
select is((select string_agg(c ->> 'is_last_call', ',') from claim_crm_outbox('worker 1') c where c ->> 'engagement_id' = '901'), 'false',
  'and it is told that a later call was written, whose date it must not overwrite');
select pg_temp.step('b', 'contact_written') and pg_temp.step('b', 'sent');

-- A late settlement is no later call.
select place_later('e', '9');
select place_later('f', '9');
select settle('f', facts => jsonb_build_object('ended_at', private.current_time()));
select set_clock(private.current_time() + interval '5 minutes');
select settle('e');
update crm_outbox set created_at = private.current_time() where schedule_id = id_of('e');
update crm_outbox set created_at = private.current_time() + interval '1 second' where schedule_id = id_of('f');
select is(pg_temp.claimed(), '1 of globex, 2 c, 9 e', 'the call that was settled first is written first');
select is(pg_temp.step('e', 'engagement_written', '{"engagement_id": "1"}') and pg_temp.step('e', 'contact_written') and pg_temp.step('e', 'sent'), true,
  'with all its steps');
select is((select c ->> 'is_last_call' from claim_crm_outbox('worker 1') c), 'true',
  'the later call is the last one, whenever the other was settled');

-- Merged contacts.
select complete_later('merged', '20');
select keep_contact('22', '{"merged": ["20"]}', 'globex');
select keep_contact('21', '{"merged": ["20"]}');
select keep_contact('20');
update contacts set removed_at = now(), removed_reason = 'merged' where contact_id = '20';
select is((select c ->> 'contact_id' from claim_crm_outbox('worker 1') c where c ->> 'contact_id' like '2_'), '21',
  'a call to a merged contact is written to the one that is left');

-- A day without HubSpot.
update hubspot_connections set removed_at = private.current_time() where org_id = id_of('acme');
select set_clock(private.current_time() + interval '1 day');
select is(pg_temp.claimed(), '1 of globex', 'while HubSpot is disconnected nothing is taken');
update hubspot_connections set removed_at = null;
select is(pg_temp.claimed(), '2 c, 20 merged, 9 f', 'and nothing is lost');
select is((select count(*) from audit_log where changes::text ~ 'Asha|v1\.k1'), 0::bigint, 'no name or number is in the trail');
select ok((select count(*) > 20 from audit_log where table_name = 'crm_outbox'), 'though every step is');

select * from finish();
rollback;