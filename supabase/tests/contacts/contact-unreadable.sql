-- A call whose contact cannot be read from HubSpot waits, for three days and no longer.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(8);

select set_clock('2026-11-22 06:30Z');
select make_acme_and_globex();
select connect_hubspot(synced_until => clock());
select make_rule('rule');
create function pg_temp.unread(name text) returns text language sql as $$
  select claim_all();
  select record_call_not_sent(attempt_of(name), null, 'contact_unreadable', 'HubSpot did not answer.', 600) ->> 'call_status';
$$;

select book('unread', contact => '14', rule => 'rule', occasion => '2026-11-01', due => '2026-11-10Z');
select is(pg_temp.unread('unread'), 'scheduled', 'a call whose contact cannot be read waits, however late it is');
select is((select row(retry_at, deferral_count)::text from call_schedules), row(private.current_time() + interval '10 minutes', 0)::text,
  'which is no try of it');
update call_schedules set deferral_count = 11, retry_at = null;
select is(pg_temp.unread('unread'), 'scheduled', 'also after eleven tries that Bolna did not take');
update call_schedules set deferral_count = 0;
do $$ begin
  for i in 1..20 loop
    perform set_clock((select dial_after from call_schedules));
    perform pg_temp.unread('unread');
  end loop;
end $$;
select is(state_and_reason_of('unread'), 'scheduled / contact_unreadable / ended / not_sent', 'any number of times');
select set_clock('2026-11-25 06:30Z');
select is(pg_temp.unread('unread'), 'scheduled', 'for three days');
select set_clock('2026-11-25 06:40:01Z');
select is(pg_temp.unread('unread'), 'failed', 'and no longer');
select is((select status_reason from call_schedules), 'Given up after three days in which the contact could not be read from HubSpot. The last time: HubSpot did not answer.',
  'which it says');
delete from call_schedules;
select book('in between', contact => '14', rule => 'rule', occasion => '2026-11-01');
select pg_temp.unread('in between');
select set_clock('2026-11-27Z');
select claim_all();
select record_call_not_sent(attempt_of('in between'), 429, 'bolna_rate_limit', 'Too many.', 60) ->> 'call_status';
select set_clock('2026-11-29Z');
select is(pg_temp.unread('in between'), 'scheduled', 'looks that failed before another one did not count no more');

select * from finish();
rollback;