-- An alert is told once when it is raised and once when it is over, to whom it concerns; and while all is well, and only then, an
-- address hears of it.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(54);

select set_clock('2026-11-22 10:00Z');
select make_acme_and_globex();
select have_net(), have_vault();
delete from private.worker_runs;
update private.workers set enabled = false, rung_at = null;
update private.scheduler set calling_paused_reason = null;
update private.retention set failing_since = null, failure = null;
create function pg_temp.listen(name text, org text, variadic events webhook_event[]) returns jsonb language sql as $$
  select save_webhook(id_of(org), case org when 'acme' then id_of('admin') else id_of('rival') end, id_of(name), true,
    jsonb_build_object('url', 'https://hooks.test/' || name, 'events', events), 'whsec_c2VjcmV0')
$$;
-- What an endpoint was told since it was asked last.
create function pg_temp.told(name text) returns text language plpgsql as $$
declare
  news text;
begin
  with taken as (
    delete from webhook_deliveries d using webhooks w
    where w.id = d.webhook_id and (w.id = id_of(name) or name = 'operator' and w.org_id is null)
    returning d.position, d.type, d.data
  )
  select string_agg(concat_ws(' ', case t.type when 'alert.raised' then '+' when 'alert.resolved' then '-' else t.type::text end || coalesce(t.data ->> 'code', ''),
    case when name = 'operator' then t.data ->> 'org_slug' end), ', ' order by t.position) into news from taken t;
  return news;
end $$;
create function pg_temp.look(times integer default 1) returns void language plpgsql as $$
begin
  for n in 1..times loop
    perform set_clock(clock() + interval '20 seconds');
    perform private.look_at_alerts();
  end loop;
end $$;
select pg_temp.listen('acme-hook', 'acme', 'alert.raised', 'alert.resolved'), pg_temp.listen('globex-hook', 'globex', 'alert.raised', 'alert.resolved');

-- Without pg_cron nothing looks; with it the operator says how often, and whom to tell.
create function pg_temp.try_with_cron() returns setof text language plpgsql as $$
declare
  set jsonb := configure_alerts(interval_seconds => 60, url => 'https://operator.test/');
begin
  return next is(set - 'secret', '{"enabled": true, "interval_seconds": 60, "url": "https://operator.test/", "heartbeat_seconds": 60}'::jsonb, 'the operator says how often, and whom to tell');
  return next matches(set ->> 'secret', '^whsec_[A-Za-z0-9+/]{42,44}={0,2}$', 'and gets the secret that it is signed with');
  return next is((select j.schedule || ' ' || j.command from cron.job j where j.jobname = 'call-alerts'), '* * * * * select private.look_at_alerts()', 'then cron looks');
  return next is(configure_alerts() -> 'secret', null, 'the secret is shown once');
  return next is((select j.schedule from cron.job j where j.jobname = 'call-alerts'), '* * * * *', 'what is left out stays');
  return next is(configure_alerts(enabled => false) ->> 'enabled', 'false', 'it can be switched off');
  return next is((select count(*) from cron.job j where j.jobname = 'call-alerts'), 0::bigint, 'then nobody looks');
  perform configure_alerts(url => '');
  return next is((select count(*) from webhooks w where w.org_id is null), 0::bigint, 'nor is the operator told');
  return next throws_ok($c$ select configure_alerts(secret => 'secret') $c$, '22023', null, 'a secret has its form');
  return next throws_ok($c$ select configure_alerts(url => 'ftp://operator.test') $c$, '23514', null, 'and so has an address');
  perform configure_alerts();
end $$;
select case when to_regclass('cron.job') is null then
    throws_ok('select configure_alerts()', '55000', null, 'without pg_cron it says that pg_cron is needed')
  else pass('pg_cron is here') end;
select told from (select to_regclass('cron.job') is not null as here) c
cross join lateral (
  select t as told from pg_temp.try_with_cron() t where here
  union all
  select skip('pg_cron is not in this database', 10) where not here
) tried;
update private.alert_rules set threshold = null where code = 'cron_failing';

-- The operator's endpoint.
select private.keep_operator_endpoint('https://operator.test/', 'whsec_b25lb25lb25lb25lb25lb25lb25lb25lb25l');
select is(pg_temp.told('operator'), 'webhook.test', 'the operator''s endpoint is told a trial');
select is((select string_agg(c ->> 'url' || ' ' || (c ->> 'secrets'), ', ') from claim_webhook_deliveries('w') c), null, 'once');
select private.keep_operator_endpoint(null, 'whsec_dHdvdHdvdHdvdHdvdHdvdHdvdHdvdHdvdHdv');
select is((select c ->> 'secrets' from claim_webhook_deliveries('w') c), '["whsec_dHdvdHdvdHdvdHdvdHdvdHdvdHdvdHdvdHdv", "whsec_b25lb25lb25lb25lb25lb25lb25lb25lb25l"]', 'by the mechanism of all endpoints; a new secret signs beside the old');
select pg_temp.told('operator');
select is(answer_to(who, 'select count(*)::text from webhooks'), '1', format('%s sees the own organisation''s endpoint alone', who)) from unnest(array['admin', 'rival']) who;

-- Told once, after as many looks as the rule asks for.
alter table call_schedules disable trigger call_schedules_touch;
select book('call', due_in => '-1 hour');
update call_schedules set updated_at = clock() - interval '1 hour';
update private.alert_rules set threshold = null where code = 'sweep_stalled';
select pg_temp.look();
select is(concat_ws(' ', pg_temp.told('acme-hook'), pg_temp.told('operator')), '', 'what is found once is not told yet');
select is(answer_to('viewer', 'select count(*)::text from alerts'), '0', 'nor seen');
select pg_temp.look();
select is(pg_temp.told('acme-hook'), '+calls_late', 'found again it is told');
select is(pg_temp.told('operator'), '+calls_late acme', 'to the operator, with whose it is');
select pg_temp.look(5);
select is(concat_ws(' ', pg_temp.told('acme-hook'), pg_temp.told('operator'), pg_temp.told('globex-hook')), '', 'once, and to nobody else');
select is((select count(*) from alerts), 1::bigint, 'it is one alert');
select is(answer_to(who, 'select string_agg(code::text, '' '') from alerts'), 'calls_late', format('%s sees it', who)) from unnest(array['admin', 'member', 'viewer']) who;
select is(answer_to(who, 'select count(*)::text from alerts'), '0', format('%s does not', who)) from unnest(array['rival', 'nobody']) who;
update agents set is_active = false where org_id = id_of('acme');
select pg_temp.look(2);
update agents set is_active = true where org_id = id_of('acme');
select pg_temp.look();
update agents set is_active = false where org_id = id_of('acme');
select pg_temp.look(2);
select is(pg_temp.told('acme-hook'), null, 'while it comes and goes nothing is told');
select pg_temp.look();
select is(concat_ws(', ', pg_temp.told('acme-hook'), pg_temp.told('operator')), '-calls_late, -calls_late acme', 'not found three times in a row it is over, which is told');
select is((select concat_ws(' ', a.state, a.value::integer > 3600, a.threshold, a.resolved_at = clock()) from alerts a), 'resolved t 900 t', 'and kept');
select pg_temp.look(3);
select is(pg_temp.told('acme-hook'), null, 'once');
update agents set is_active = true where org_id = id_of('acme');
select pg_temp.look();
update agents set is_active = false where org_id = id_of('acme');
select pg_temp.look();
update agents set is_active = true where org_id = id_of('acme');
select pg_temp.look();
select is(pg_temp.told('acme-hook'), null, 'what is never found twice in a row is never told');
delete from call_schedules;
select pg_temp.look(4);

-- The operator's own are nobody else's; nor does the operator hear of each organisation what it hears of all.
update private.alert_rules set threshold = 20 where code = 'sweep_stalled';
update private.workers set interval_seconds = 10 where name = 'sweep';
select book('acme''s'), book('globex''s', 'globex');
select pg_temp.look(2);
select is(concat_ws(', ', pg_temp.told('operator'), pg_temp.told('acme-hook'), pg_temp.told('globex-hook')), '+sweep_stalled, +sweep_stalled, +sweep_stalled',
  'that nobody dials the operator is told once, and each organisation that waits');
select is(answer_to('viewer', 'select count(*)::text from alerts where state = ''open'''), '1', 'each sees its own');
insert into private.worker_runs (worker, instance, started_at, finished_at) values ('sweep', 'w', clock(), clock() + interval '1 minute');
select pg_temp.look(2);
select is(concat_ws(', ', pg_temp.told('operator'), pg_temp.told('acme-hook'), pg_temp.told('globex-hook')), '-sweep_stalled, -sweep_stalled, -sweep_stalled', 'and that it is over');
delete from call_schedules;

-- Dead letters and endpoints that are off.
insert into webhook_deliveries (id, org_id, webhook_id, event_id, type, subject_id, data, state, reason_code, created_at)
select id_of('dead'), id_of('acme'), id_of('acme-hook'), id_of('e'), 'call.failed', id_of('s'), '{}', 'dead', 'given_up', clock() - interval '3 days';
select pg_temp.look();
select is(pg_temp.told('operator'), '+webhook_dead acme', 'what an endpoint was not told is');
insert into webhook_deliveries (org_id, webhook_id, event_id, type, subject_id, data, state, replay_of, delivered_at)
select id_of('acme'), id_of('acme-hook'), id_of('e'), 'call.failed', id_of('s'), '{}', 'delivered', id_of('dead'), clock();
select pg_temp.look();
select is(pg_temp.told('operator'), '-webhook_dead acme', 'until it was told after all');
select dial('dialled', contact => '1');
select connect_hubspot('acme');
select settle('dialled');
update crm_outbox set state = 'dead', reason = 'No.';
select pg_temp.look();
select is(pg_temp.told('operator'), case when exists (select from crm_outbox) then '+write_back_dead acme' end, 'and what HubSpot refuses');
update crm_outbox set created_at = clock() - interval '7 days';
select pg_temp.look();
select is(pg_temp.told('operator'), case when exists (select from crm_outbox) then '-write_back_dead acme' end, 'until it is a week old');
insert into webhook_deliveries (id, org_id, webhook_id, event_id, type, subject_id, data, state, worker)
select id_of('last'), id_of('acme'), id_of('acme-hook'), id_of('e2'), 'call.failed', id_of('s'), '{}', 'sending', 'w';
select record_delivery(id_of('last'), 'w', '{"step": "dead", "reason_code": "gone", "reason": "Gone.", "http_status": 410}');
select is(pg_temp.told('operator'), '+webhook_switched_off acme', 'an endpoint that is switched off is told of at once');
select pg_temp.look(2);
select is(pg_temp.told('operator'), null, 'and not again by a look');
select save_webhook(id_of('acme'), id_of('admin'), id_of('acme-hook'), false, '{"is_active": true}', null);
select pg_temp.look();
select is(pg_temp.told('operator'), '-webhook_switched_off acme', 'until it is on again');

-- A rule that cannot be looked at.
create or replace function private.find_failure_rate() returns setof private.alert_finding language sql as $$ select null::uuid, '', 1 / 0::numeric, '{}'::jsonb $$;
select pg_temp.look(5);
select is(pg_temp.told('operator'), '+look_failing', 'a rule that cannot be looked at keeps no other from it, and is told of');
create or replace function private.find_failure_rate() returns setof private.alert_finding language sql as $$ select null::uuid, '', 1::numeric, '{}'::jsonb where false $$;
select pg_temp.look(2);
select is(pg_temp.told('operator'), '-look_failing', 'until it can be');

-- The heartbeat.
create function pg_temp.beats(looks integer default 1) returns bigint language sql as $$
  select rings(format('select pg_temp.look(%s)', looks)) 
$$;
select is(pg_temp.beats(9), 0::bigint, 'without an address nothing is asked');
update private.alert_watch set interval_seconds = 20, heartbeat_url = 'https://beats.test/ping';
select is(pg_temp.beats(9), 3::bigint, 'with one it is asked once a minute while all is well');
select is((select method || ' ' || url from net.http_request_queue order by id desc limit 1), 'GET https://beats.test/ping', 'and nothing but that');
update organizations set calling_paused_reason = 'Empty.', calling_paused_code = 'balance_low' where slug = 'acme';
select is(pg_temp.beats(6), 2::bigint, 'what is an organisation''s own does not stop it');
update private.retention set failing_since = clock() - interval '2 hours', failure = 'It is held.' where name = 'calls';
select is(pg_temp.beats(6), 0::bigint, 'what is the operator''s does');
update private.retention set failing_since = null, failure = null;
select is(pg_temp.beats(3), 1::bigint, 'until it is over');
update webhooks set failures = 1, failing_since = clock() - interval '9 minutes' where org_id is null;
select is(pg_temp.beats(9), 1::bigint, 'nor is it sent while the operator''s endpoint has not been reached for ten minutes');
select is(alerts_health() -> 'heartbeat' ->> 'sent_seconds_ago' > '100', true, 'which health tells');
select is((alerts_health() -> 'open' -> 0) - array['sentence', 'open_seconds'],
  '{"code": "wallet_empty", "severity": "critical", "org_slug": "acme", "subject": ""}', 'with what is open');
select private.keep_operator_endpoint('', null);
select is((select count(*) from webhook_deliveries d where d.org_id is null), 0::bigint, 'an endpoint of the operator''s that goes takes what it was told with it');

select * from finish();
rollback;
