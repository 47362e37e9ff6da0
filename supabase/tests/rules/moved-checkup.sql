-- A check-up date that moves between two tries of a call and comes back later is not called for again.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(7);

select set_clock('2026-11-22 06:30Z');
select make_acme_and_globex();
select connect_hubspot(synced_until => clock());
select make_rule('rule');
select keep_contact('1');

-- The call that worker 1 has in hand goes out, is not answered and comes again at once, unless it was withdrawn.
create function pg_temp.try(name text, checkup text) returns text language plpgsql as $$
declare
  told text;
begin
  perform set_clock(clock() + interval '1 hour');
  update call_schedules set retry_at = clock() where id = id_of(name) and retry_at > clock();
  perform claim_all();
  told := look_before_call(name, contact_from_hubspot('1', jsonb_build_object('last_checkup_date', checkup)));
  if told = 'claimed' then
    perform record_call_not_sent(attempt_of(name), null, 'bolna_unreachable', 'Bolna could not be reached.', 0);
  end if;
  return told;
end $$;

select book_for_checkup('call', '1', 'rule');
select is(pg_temp.try('call', '2026-11-01'), 'claimed', 'a call goes out for a check-up');
select is(pg_temp.try('call', '2026-11-10'), 'claimed', 'and again when the check-up turns out to have been later');
select is((select occasion from call_schedules), '2026-11-10', 'for that one');
update call_schedules set call_status = 'failed', status_reason = 'Because.';
select is(verdict('rule', '1'), 'already_called', 'which is called for once');
update contacts set last_checkup_date = '2026-11-01';
select is(verdict('rule', '1'), 'already_called', 'and so is the first one, which comes back');
update contacts set last_checkup_date = '2026-11-05';
select is(verdict('rule', '1'), 'due', 'another one is called for');
select book('another', contact => '1', rule => 'rule', number => '1', checkup => '2026-11-05', occasion => '2026-11-05');
select is(pg_temp.try('another', '2026-11-01'), 'withdrawn already_called',
  'and its call does not go out where the first one comes back before it');
select * from finish();
rollback;
