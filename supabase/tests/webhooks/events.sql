-- What happens to an organisation's calls and numbers is told to the endpoints that asked for it: entered in the transaction that
-- makes it true, and for nobody else.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(18);

select set_clock('2026-11-22 10:00Z');
select make_acme_and_globex();
select have_net(), have_vault();
create function pg_temp.listen(name text, org text, variadic events webhook_event[]) returns jsonb language sql as $$
  select save_webhook(id_of(org), case org when 'acme' then id_of('admin') else id_of('rival') end, id_of(name), true,
    jsonb_build_object('url', 'https://hooks.test/' || replace(name, ' ', '-'), 'events', events), 'whsec_c2VjcmV0')
$$;
create function pg_temp.told(name text) returns text language sql as $$
  select string_agg(d.type || ' ' || coalesce(d.data ->> 'contact_id', ''), ', ' order by d.position)
  from webhook_deliveries d where d.webhook_id = id_of(name)
$$;

select is(pg_temp.listen('ends', 'acme', 'call.completed', 'call.failed', 'call.cancelled') ->> 'outcome', 'added', 'an admin adds an endpoint');
select pg_temp.listen('troubles', 'acme', 'call.attention', 'number.opted_out');
select pg_temp.listen('of globex', 'globex', 'call.completed', 'number.opted_out');

-- Calls.
select book('booked');
select is(pg_temp.told('ends'), null, 'a booking is no event');
select is(answer_to('admin', format('select cancel_call_schedule(%L)', id_of('booked')))::jsonb ->> 'outcome', 'cancelled', 'a call is cancelled');
select is(pg_temp.told('ends'), 'call.cancelled booked', 'which is an event, for those who asked for it');
select complete_later('done', '1');
select is(pg_temp.told('ends'), 'call.cancelled booked, call.completed 1', 'and so is the end of a call');
select is((select d.data - array['schedule_id', 'agent_id', 'scheduled_at', 'placed_at', 'ended_at', 'bolna_call_id'] from webhook_deliveries d where d.type = 'call.completed'),
  (select jsonb_build_object('contact_id', s.contact_id, 'rule_id', null, 'campaign_id', null, 'call_topic', s.call_topic, 'purpose', s.purpose,
    'call_status', 'completed', 'status_reason_code', s.status_reason_code, 'status_reason', s.status_reason, 'attention_code', null,
    'attention_reason', null, 'attempt_count', 1, 'outcome', 'completed', 'answered', t.answered, 'voicemail', t.voicemail,
    'duration_seconds', t.duration_seconds, 'conversation_seconds', t.conversation_seconds, 'cost_cents', t.cost_cents)
   from call_schedules s join call_attempts t on t.schedule_id = s.id where s.id = id_of('done')),
  'with what became of it, and neither name nor number');
select dial('unclear', contact => '3');
update call_schedules set attention_code = 'late_execution', attention_reason = 'Look.' where id = id_of('unclear');
select is(pg_temp.told('troubles'), 'call.attention 3', 'and so is that a person must look at one');
update call_schedules set attention_reason = 'Look again.' where id = id_of('unclear');
select is(pg_temp.told('troubles'), 'call.attention 3', 'once');
select is(pg_temp.told('of globex'), null, 'another organisation hears nothing of it');

-- Numbers.
insert into suppressions (org_id, phone_hash, phone_last4, scope, reason, source, contact_id)
values (id_of('acme'), hash_of('1'), '0001', 'all', 'Asked not to be called.', 'transcript', '7'),
  (id_of('acme'), hash_of('2'), '0002', 'all', 'A letter.', 'user', '8');
select is(pg_temp.told('troubles'), 'call.attention 3, number.opted_out 7', 'who asks in a call not to be called is an event, a number that somebody lists is not');
select is((select d.data ?& array['phone_last4', 'scope', 'source'] and not d.data ? 'phone_hash' from webhook_deliveries d where d.type = 'number.opted_out'), true,
  'its number is told by the last four digits');

-- Campaigns.
insert into campaigns (id, org_id, agent_id, name, purpose) values (id_of('campaign'), id_of('acme'), id_of('acme agent'), 'Autumn', 'service');
select pg_temp.listen('campaigns', 'acme', 'campaign.state_changed');
update campaigns set state = 'running', started_at = clock() where id = id_of('campaign');
update campaigns set priority = 9 where id = id_of('campaign');
select is((select string_agg(d.data ->> 'before' || ' ' || (d.data ->> 'state'), ', ') from webhook_deliveries d where d.webhook_id = id_of('campaigns')),
  'draft running', 'a campaign that changes its state is an event, and nothing else of it');

-- Together or not at all.
savepoint before;
select complete_later('undone', '9');
rollback to before;
select is(pg_temp.told('ends'), 'call.cancelled booked, call.completed 1', 'what was rolled back is told to nobody');
update webhooks set is_active = false, off_code = 'by_hand' where id = id_of('ends');
select complete_later('unheard', '10');
select is(pg_temp.told('ends'), 'call.cancelled booked, call.completed 1', 'nor is anything kept for an endpoint that is off');

-- The ring.
update private.workers set enabled = true where name = 'deliveries';
select vault.create_secret('http://127.0.0.1:1/functions/v1/sweep', 'call_scheduler_sweep_url'), vault.create_secret('key', 'call_scheduler_secret_key')
where not exists (select from vault.secrets where name = 'call_scheduler_sweep_url');
select is(rings($$ insert into suppressions (org_id, phone_hash, scope, reason, source) values (id_of('acme'), hash_of('5'), 'all', 'Asked.', 'agent_tool') $$),
  1::bigint, 'what is entered rings at once');
select is((select url from net.http_request_queue order by id desc limit 1) ~ '/deliver$', true, 'for the function that tells it');
select is(rings($$ insert into suppressions (org_id, phone_hash, scope, reason, source) values (id_of('globex'), hash_of('6'), 'all', 'Sent.', 'import') $$),
  0::bigint, 'and nothing else does');
select is(private.deliveries_has_work(0), true, 'nor is it lost when nobody hears the ring: the tick finds it');

select * from finish();
rollback;
