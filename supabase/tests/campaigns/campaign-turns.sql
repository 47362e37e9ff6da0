-- When the turn of a campaign's contacts comes: by its pace, evenly until its end, in each contact's own hours, and never after it.
begin;
set local search_path = public, extensions, fixtures;
select plan(30);

select make_acme_and_globex();
-- A Tuesday, 11:30 in Kolkata.
select set_clock('2026-12-01 06:00Z');
update organizations set max_concurrent_calls = 100 where slug = 'acme';

create function pg_temp.feed(campaign text) returns void language sql as $$ select private.feed_campaign(id_of(campaign)) $$;
create function pg_temp.later(campaign text, wait interval) returns void language sql as $$
  select set_clock(clock() + wait);
  select private.feed_campaign(id_of(campaign));
$$;

-- By its pace.
select make_campaign('paced', per_minute => 60);
select add_contacts('paced', 300);
select start_it('paced');
select pg_temp.feed('paced');
select is(counts_of('paced'), 'total 300, waiting 274, scheduled 26', 'calls are given out until a little behind the next step');
select ok(bool_and(scheduled_at < clock() + interval '26 seconds') and count(distinct date_trunc('second', scheduled_at)) >= 20,
  'each with its second') from call_schedules where campaign_id = id_of('paced');
select pg_temp.feed('paced');
select is(counts_of('paced'), 'total 300, waiting 274, scheduled 26', 'asked again at once there are no more');
select pg_temp.later('paced', '10 seconds');
select is(counts_of('paced'), 'total 300, waiting 264, scheduled 36', 'ten seconds later there are ten more');
select pg_temp.later('paced', '2 minutes');
select is(counts_of('paced'), 'total 300, waiting 238, scheduled 62', 'what was not given out meanwhile is not made up for');
select pg_temp.feed('paced') from generate_series(1, 3);
select is(counts_of('paced'), 'total 300, waiting 238, scheduled 62', 'however often it is asked');

-- Evenly until its end.
select make_campaign('even', ends => clock() + interval '10 hours');
select add_contacts('even', 3600);
select start_it('even');
select pg_temp.feed('even');
select is(counts_of('even'), 'total 3600, waiting 3597, scheduled 3', 'one each ten seconds');
select pg_temp.later('even', '1 hour');
select ok((private.campaign_counts(id_of('even')) ->> 'scheduled')::integer between 300 and 363, 'which goes on so');
select is((select count(*) from call_schedules where campaign_id = id_of('even') and deadline_at is distinct from clock() + interval '9 hours'),
  0::bigint, 'and its end is the deadline of each');

-- A step that can give nobody a call for an hour is not asked for every few seconds.
select make_campaign('hourly', ends => clock() + interval '4 hours');
select add_contacts('hourly', 4);
select start_it('hourly');
create temporary table hourly (steps integer, began_at timestamptz);
insert into hourly values (0, clock());
do $$
begin
  while clock() < (select began_at + interval '150 minutes' from hourly) loop
    perform private.feed_campaign(id_of('hourly'));
    update hourly set steps = steps + 1;
    perform set_clock(coalesce((select next_feed_at from private.campaign_feeds where campaign_id = id_of('hourly')), clock() + interval '1 minute'));
  end loop;
end $$;
select ok((select steps from hourly) between 15 and 40, 'whose turns are an hour apart is looked at every ten minutes, and when one comes');
select results_eq($$ select round(extract(epoch from s.scheduled_at - h.began_at) / 60) from call_schedules s, hourly h
  where s.campaign_id = id_of('hourly') order by 1 $$, $$ values (0::numeric), (60), (120) $$, 'and each turn comes when it should');

-- Two at once never give one contact two calls, and a step that is cut short leaves nothing behind.
select throws_ok($$ do $body$ begin perform private.feed_campaign(id_of('paced')); raise exception 'killed'; end $body$ $$, 'killed', 'a worker is killed');
select is(counts_of('paced'), 'total 300, waiting 238, scheduled 62', 'nothing is left of its step');

-- In each contact's own hours.
select make_law('IN.hours', jsonb_build_object('jurisdiction', 'IN', 'aspect', 'hours', 'week', usual_week()));
select make_law('US.hours', jsonb_build_object('jurisdiction', 'US', 'aspect', 'hours', 'week', usual_week()));
select mind_the_law();
select make_campaign('two zones', lines => 5);
select add_contacts('two zones', 10);
update campaign_contacts set phone_country = 'US', phone_zones = '{America/New_York}' where campaign_id = id_of('two zones') and position <= 4;
select start_it('two zones');
select results_eq($$ select number, contacts from private.campaign_groups where campaign_id = id_of('two zones') order by 1 $$,
  $$ values (1, 6), (2, 4) $$, 'who may be called at the same times is a group');
select pg_temp.feed('two zones');
select is(counts_of('two zones'), 'total 10, waiting 4, scheduled 6', 'whose hours are not open has no call yet');
select results_eq($$ select distinct phone_country from campaign_contacts where campaign_id = id_of('two zones') and state = 'waiting' $$,
  $$ values ('US') $$, 'those are the others');
select set_clock('2026-12-01 15:00Z');
select pg_temp.feed('two zones');
select is(counts_of('two zones'), 'total 10, scheduled 10', 'when they open they have');

-- Not before its start, nor after its end.
select make_campaign('later', starts => clock() + interval '1 hour', ends => clock() + interval '2 hours', per_minute => 1);
select add_contacts('later', 100);
update campaign_contacts set phone_country = 'US', phone_zones = '{America/New_York}' where campaign_id = id_of('later');
select start_it('later');
select pg_temp.feed('later');
select is(counts_of('later'), 'total 100, waiting 100', 'before its start nobody has a call');
select is((select next_feed_at from private.campaign_feeds where campaign_id = id_of('later')), clock() + interval '10 minutes', 'and it is looked at now and then');
select pg_temp.later('later', '65 minutes');
select ok((private.campaign_counts(id_of('later')) ->> 'scheduled')::integer between 1 and 6, 'then they have');
select pg_temp.later('later', '2 hours');
select is((select count(*) from campaign_contacts where campaign_id = id_of('later') and state = 'failed' and code = 'missed'
  and decision ->> 'code' = 'missed' and phone_enc is null) + (private.campaign_counts(id_of('later')) ->> 'scheduled')::bigint, 100::bigint,
  'who still waits at its end is missed');
select private.end_missed_calls();
select is((select count(*) from campaign_contacts where campaign_id = id_of('later') and state = 'failed'), 100::bigint, 'and whose call waits is too');
select pg_temp.later('later', '1 minute');
select is((select state::text from campaigns where id = id_of('later')), 'completed', 'then it is over');

-- Its guards.
create function pg_temp.harm(campaign text, many integer, outcome text, code text) returns text language plpgsql as $$
begin
  perform make_campaign(campaign);
  perform add_contacts(campaign, 60);
  perform start_it(campaign);
  insert into private.campaign_results (campaign_id, schedule_id, code)
  select id_of(campaign), id_of(campaign || n), case when n <= many then code else 'answered' end::reason_code from generate_series(1, 40) n;
  perform private.feed_campaign(id_of(campaign));
  return (select concat_ws(' ', state, paused_code, paused_reason) from campaigns where id = id_of(campaign));
end $$;
select is(pg_temp.harm('fails', 5, 'failed', 'failed'), 'paused many_failures 5 of the last 40 calls failed.', 'a campaign whose calls fail pauses by itself');
select is(pg_temp.harm('nearly', 4, 'failed', 'failed'), 'running', 'not before');
select is(pg_temp.harm('silent', 37, 'no_answer', 'no_answer'), 'paused many_unanswered 37 of the last 40 calls reached nobody.', 'and one that reaches nobody');
-- Of those who answered, asked in the call itself.
select make_campaign('unwanted');
select add_contacts('unwanted', 60);
select start_it('unwanted');
insert into private.campaign_results (campaign_id, schedule_id, code)
select id_of('unwanted'), id_of('unwanted ' || n), case when n <= 20 then 'no_answer' else 'answered' end::reason_code from generate_series(1, 40) n;
insert into suppressions (org_id, phone_hash, reason, source, schedule_id)
select id_of('acme'), hash_of('unwanted ' || n), 'Asked in a call', 'agent_tool', id_of('unwanted ' || n) from generate_series(40, 40) n;
select private.feed_campaign(id_of('unwanted'));
select is((select state::text from campaigns where id = id_of('unwanted')), 'running', 'one of twenty who asks not to be called is not too many');
insert into suppressions (org_id, phone_hash, reason, source, schedule_id)
values (id_of('acme'), hash_of('unwanted 39'), 'Asked in a call', 'transcript', id_of('unwanted 39'));
select private.feed_campaign(id_of('unwanted'));
select is((select concat_ws(' ', state, paused_code, paused_reason) from campaigns where id = id_of('unwanted')),
  'paused many_opt_outs 2 of the last 20 people who answered asked not to be called.', 'two are');
select resume_campaign(id_of('acme'), id_of('unwanted'), id_of('admin')) ->> 'outcome';
select private.feed_campaign(id_of('unwanted'));
select is((select state::text from campaigns where id = id_of('unwanted')), 'running', 'let go on by a person it counts from there');
insert into private.campaign_results (campaign_id, schedule_id, code)
select id_of('unwanted'), id_of('unwanted ' || n), 'failed' from generate_series(1, 40) n;
select private.feed_campaign(id_of('unwanted'));
select is((select paused_code::text from campaigns where id = id_of('unwanted')), 'many_failures', 'and pauses again for what comes then');

select * from finish();
rollback;
