-- A call whose contact cannot be read from HubSpot waits, for three days and no longer, and leaves no attempt behind.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(11);

select set_clock('2026-11-22 06:30Z');
select make_acme_and_globex();
select connect_hubspot(synced_until => clock());
select make_rule('rule');
create function pg_temp.unread(name text, wait_seconds integer default 300) returns text language sql as $$
  select claim_all();
  select fail_to_look(name, wait_seconds);
$$;

select book('unread', contact => '14', rule => 'rule', occasion => '2026-11-01', due => '2026-11-10Z');
select is(pg_temp.unread('unread'), 'deferred contact_unreadable', 'a call whose contact cannot be read waits, however late it is');
select is((select row(not_before, attempt_count, deferral_count)::text from call_schedules),
  row(private.current_time() + interval '5 minutes', 0, 0)::text, 'for five minutes, which is no try of it');
select is((select count(*) from claim_due_calls('worker 1')), 0::bigint, 'not sooner');
update call_schedules set not_before = null;
select is(pg_temp.unread('unread', 3600), 'deferred contact_unreadable', 'or for as long as HubSpot asks for');
select is((select not_before from call_schedules), private.current_time() + interval '1 hour', 'an hour, say');
create temporary table looks (at timestamptz);
do $$ begin
  while (select dial_after from call_schedules) <= '2026-11-25 06:30Z' loop
    perform set_clock((select dial_after from call_schedules));
    insert into looks select clock() from pg_temp.unread('unread') told where told = 'deferred contact_unreadable';
  end loop;
end $$;
select is((select count(*) from looks), 27::bigint, 'in three days of silence it is looked at once an hour, in calling hours, and no more');
select is((select count(*) from call_attempts), 0::bigint, 'and not one attempt is made');
select set_clock((select dial_after from call_schedules));
select is(pg_temp.unread('unread'), 'withdrawn contact_unreadable', 'after three days it is given up');
select is(state_and_reason_of('unread'), 'failed / contact_unreadable', 'as a call that failed');
select is((select status_reason from call_schedules), 'Given up after three days in which the contact could not be read from HubSpot. The last time: HubSpot did not answer.',
  'which it says');
delete from call_schedules;

select book('in between', contact => '14', rule => 'rule', occasion => '2026-11-01');
select pg_temp.unread('in between');
select set_clock('2026-11-27 06:30Z');
select claim_all();
select look_before_call('in between', contact_from_hubspot('14'));
select record_call_not_sent(attempt_of('in between'), 429, 'bolna_rate_limit', 'Too many.', 60) ->> 'call_status';
select set_clock('2026-11-29 06:30Z');
select is(pg_temp.unread('in between'), 'deferred contact_unreadable', 'looks that failed before one that did not count no more');

select * from finish();
rollback;
