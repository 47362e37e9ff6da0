-- A rule or campaign that asks for the best time makes its first calls at the hours in which people were found to answer, as far as they
-- fit there, and says so.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(18);

-- A Monday, 9:30 in Kolkata. At 16 o'clock nearly everybody answers, at 12 many.
select set_clock('2026-11-23 04:00Z');
select make_acme_and_globex();
insert into private.outcome_counts (org_id, day, block, outcome, calls, hold_seconds, talk_seconds, cost_cents, costed_seconds)
select id_of('acme'), '2026-11-16'::date + d, b.block, b.outcome::learnt_outcome, b.calls, b.calls * 360, 0, 0, 0
from generate_series(0, 6) d cross join (values (8, 'answered', 500), (6, 'answered', 100), (6, 'no_answer', 100), (5, 'no_answer', 3000)) b (block, outcome, calls);
create function pg_temp.block(moment timestamptz) returns integer language sql as $$ select extract(hour from moment at time zone 'Asia/Kolkata')::integer / 2 $$;

-- The blocks.
create function pg_temp.best(seconds double precision) returns text language sql as $$
  select string_agg(to_char(b.begins at time zone 'Asia/Kolkata', 'HH24:MI') || '-' || to_char(b.ends at time zone 'Asia/Kolkata', 'HH24:MI'), ' ' order by b.passed)
  from private.best_blocks(id_of('acme'), array['2026-11-23 03:30Z']::timestamptz[], array['2026-11-23 12:30Z']::timestamptz[], 'Asia/Kolkata',
    clock(), clock() + interval '1 day', seconds) b
$$;
select is(pg_temp.best(10), '16:00-18:00', 'the best two hours, where they suffice');
select is(pg_temp.best(7201), '16:00-18:00 12:00-14:00', 'and the next best with them, where they do not');
select is(pg_temp.best(100000), '16:00-18:00 12:00-14:00 09:30-10:00 14:00-16:00 10:00-12:00', 'all where all are needed, never what is closed');
select is(pg_temp.best(0), null, 'none for nobody');

-- A rule.
select connect_hubspot(synced_until => clock());
select make_rule('plain');
select make_rule('best');
update call_schedule_rules set best_time = true where id = id_of('best');
select keep_contact(n::text, '{"checkup": "2026-11-10"}') from generate_series(1, 20) n;
create function pg_temp.book(rule text) returns integer language sql as $$
  select book_rule_calls(id_of(rule), (select jsonb_agg(jsonb_build_object('schedule_id', p.schedule_id, 'contact_id', p.contact_id,
    'phone_enc', 'v1.k1.CCCCCCCCCCCCCCCC.DDDDDDDDDDDDDDDDDDDDDD', 'phone_hash', p.phone_hash)) from plan_rule_calls(id_of(rule), 500) p))
$$;
select is(pg_temp.book('best'), 20, 'twenty calls are planned');
select ok((select count(*) from call_schedules where rule_id = id_of('best') and pg_temp.block(scheduled_at) = 8) >= 18, 'nine of ten at the best hours');
select is((select count(distinct scheduled_at) from call_schedules where rule_id = id_of('best')), 20::bigint, 'one after the other');
select is((select count(*) from call_decisions d join call_schedules s on s.id = d.schedule_id
  where s.rule_id = id_of('best') and d.code = 'not_due' and d.until = s.scheduled_at and d.data #>> '{best_time,block}' = '8'
    and d.data #>> '{best_time,explored}' = 'false'), 18::bigint, 'which their decisions say');
select is((select count(*) from call_decisions d join call_schedules s on s.id = d.schedule_id
  where s.rule_id = id_of('best') and d.data #>> '{best_time,explored}' = 'true'), 2::bigint, 'and of the tenth that it is at any');
delete from call_schedules where rule_id = id_of('best');
select is(pg_temp.book('plain'), 20, 'a rule that does not ask for it');
select is((select count(*) from call_schedules where rule_id = id_of('plain') and pg_temp.block(scheduled_at) <> 8), 16::bigint, 'spreads them over the day');
select is((select count(*) from call_decisions d join call_schedules s on s.id = d.schedule_id where s.rule_id = id_of('plain')), 0::bigint, 'and has nothing to explain');
delete from call_schedules;

-- A campaign: by its lines within a day, evenly until its end, and by pace.
update organizations set max_concurrent_calls = 10 where slug = 'acme';
create function pg_temp.feed_until(campaign text, finish timestamptz) returns void language plpgsql as $$
begin
  while clock() < finish loop
    perform private.feed_campaign(id_of(campaign));
    perform set_clock(greatest(clock() + interval '5 minutes', (select f.next_feed_at from private.campaign_feeds f where f.campaign_id = id_of(campaign))));
  end loop;
end $$;
create function pg_temp.turns(campaign text) returns text language sql as $$
  select string_agg(t.block || ': ' || t.calls, ', ' order by t.block)
  from (select pg_temp.block(s.scheduled_at) as block, count(*) as calls from call_schedules s where s.campaign_id = id_of(campaign) group by 1) t
$$;
select make_law('IN.hours', jsonb_build_object('jurisdiction', 'IN', 'aspect', 'hours', 'week', usual_week()));
select mind_the_law();
select make_campaign('quick');
update campaigns set best_time = true where id = id_of('quick');
select add_contacts('quick', 40);
select start_it('quick');
select pg_temp.feed_until('quick', '2026-11-23 06:00Z');
select is(pg_temp.turns('quick'), null, 'nobody has a turn while it is not the best time');
select pg_temp.feed_until('quick', '2026-11-23 12:30Z');
select is(pg_temp.turns('quick'), '8: 40', 'then all have');
select is((select count(*) from call_decisions d where d.stage = 'plan' and d.data #>> '{best_time,block}' = '8' and (d.data #>> '{best_time,rate}')::numeric > 0.8),
  40::bigint, 'which their decisions say');
select cancel_campaign(id_of('acme'), id_of('quick'), id_of('admin'), 'Enough');

select set_clock('2026-11-24 03:40Z');
select make_campaign('even', ends => '2026-11-24 12:30Z', lines => 1);
update campaigns set best_time = true where id = id_of('even');
select add_contacts('even', 20);
select start_it('even');
select pg_temp.feed_until('even', '2026-11-24 12:30Z');
select is(pg_temp.turns('even'), '6: 10, 8: 10', 'what does not fit into the best hours has its turn in the next best, spread evenly');
select cancel_campaign(id_of('acme'), id_of('even'), id_of('admin'), 'Enough');

select set_clock('2026-11-25 03:40Z');
select make_campaign('wild', ends => '2026-11-25 12:30Z');
select add_contacts('wild', 100);
select start_it('wild');
select pg_temp.feed_until('wild', '2026-11-25 06:30Z');
select isnt(pg_temp.turns('wild'), null, 'a campaign that does not ask for it begins at once');
select is((select count(*) from call_decisions d join call_schedules s on s.id = d.schedule_id where s.campaign_id = id_of('wild') and d.data ? 'best_time'), 0::bigint,
  'and has nothing to explain');

select * from finish();
rollback;
