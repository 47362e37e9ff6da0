-- A campaign is started by the dry run that was seen, paused, let go on, changed, cancelled, and ends by itself.
begin;
set local search_path = public, extensions, fixtures;
select plan(60);

select make_acme_and_globex();
select set_clock('2026-12-01 06:00Z');
update organizations set max_concurrent_calls = 10 where slug = 'acme';

create function pg_temp.step(verb text, campaign text, rest text default '', who text default 'admin') returns text language plpgsql as $$
declare
  outcome text;
begin
  execute format('select %I_campaign(id_of(''acme''), id_of(%L), id_of(%L) %s) ->> ''outcome''', verb, campaign, who, rest) into outcome;
  return outcome;
end $$;
create function pg_temp.state_of(campaign text) returns text language sql as $$
  select concat_ws(' ', state, paused_code, paused_reason, cancelled_reason) from campaigns where id = id_of(campaign)
$$;

-- Start.
select make_campaign('spring', lines => 4);
select is(pg_temp.step('start', 'spring', ', null'), 'stale', 'nothing starts without a dry run');
select add_contacts('spring', 12);
insert into campaign_dry_runs (id, org_id, campaign_id, fingerprint, will_call, will_not_call, needs_confirmation, result)
select id_of('seen'), c.org_id, c.id, private.campaign_fingerprint(c), 12, 0, true, '{}' from campaigns c where c.id = id_of('spring');
select is(pg_temp.step('start', 'spring', ', id_of(''seen'')', 'member'), 'forbidden', 'a member starts none');
select is(pg_temp.step('start', 'spring', ', id_of(''seen'')', 'rival'), 'forbidden', 'nor does another organisation''s admin');
select is(pg_temp.step('start', 'summer', ', id_of(''seen'')'), 'not_found', 'one that is not there is not started');
select is(pg_temp.step('start', 'spring', ', id_of(''seen''), 11'), 'unconfirmed', 'who starts it says the number that it would call');
select is(pg_temp.step('start', 'spring', ', id_of(''seen'')'), 'unconfirmed', 'and does not leave it out');
select is(pg_temp.step('pause', 'spring', ', ''why'''), 'not_draft', 'a draft is not paused');
select is(pg_temp.step('resume', 'spring'), 'not_draft', 'nor let go on');
update calling_policies set min_gap_minutes = 1, updated_at = clock() + interval '1 second' where org_id = id_of('acme');
select is(pg_temp.step('start', 'spring', ', id_of(''seen''), 12'), 'stale', 'another policy has made the dry run stale');
update calling_policies set min_gap_minutes = 0 where org_id = id_of('acme');
update campaign_dry_runs d set fingerprint = private.campaign_fingerprint(c) from campaigns c where c.id = d.campaign_id;
select is(change_campaign(id_of('acme'), id_of('spring'), id_of('admin'), '{"priority": 6}') ->> 'outcome', 'changed', 'a draft is changed');
select is(pg_temp.step('start', 'spring', ', id_of(''seen''), 12'), 'stale', 'and so have other settings');
update campaign_dry_runs d set fingerprint = private.campaign_fingerprint(c) from campaigns c where c.id = d.campaign_id;
update agents set opening = '{say_ai}' where id = id_of('acme agent');
select is(pg_temp.step('start', 'spring', ', id_of(''seen''), 12'), 'stale', 'and an agent that says something else');
update agents set opening = null where id = id_of('acme agent');
update campaign_dry_runs d set fingerprint = private.campaign_fingerprint(c) from campaigns c where c.id = d.campaign_id;
select is(pg_temp.step('start', 'spring', ', id_of(''seen''), 12'), 'started', 'with a dry run of how it is it starts');
select is(pg_temp.step('start', 'spring', ', id_of(''seen''), 12'), 'not_draft', 'once');
select is(counts_of('spring'), 'total 12, waiting 12', 'nobody has a call before their turn');

-- Who is not called is told so.
select suppress('spring 2');
select claim_all();
select is(counts_of('spring'), 'total 12, scheduled 7, in_progress 4, excluded 1', 'a claim takes as many as the campaign has lines');
select results_eq($$ select code::text, decision ->> 'code', decision ->> 'stage', phone_enc from campaign_contacts where id = id_of('spring 2') $$,
  $$ values ('suppressed_org', 'suppressed_org', 'plan', null) $$, 'who is on a list is excluded, with the decision and without the number');
select is((select count(*) from call_schedules where id = id_of('spring 2')), 0::bigint, 'and has no call');
select is((select count(*) from call_decisions d join call_schedules s on s.id = d.schedule_id
  where s.campaign_id = id_of('spring') and d.stage = 'plan'), 11::bigint, 'of each call it is written down why it may leave');
select claim_all();
select is(counts_of('spring'), 'total 12, scheduled 7, in_progress 4, excluded 1', 'and no more while they are in use');

-- Pause.
select is(pg_temp.step('pause', 'spring', ', ''Wrong words'''), 'paused', 'it is paused');
select is(pg_temp.state_of('spring'), 'paused by_user Wrong words', 'with the reason');
select end_calls_of('spring');
select claim_all();
select is(counts_of('spring'), 'total 12, scheduled 7, completed 4, excluded 1', 'what is under way is finished, and no claim takes more');
select is(claim_call_schedule(s.id, id_of('admin'), 'w') ->> 'reason_code', 'campaign_paused', 'nor does a person by hand')
from call_schedules s where s.campaign_id = id_of('spring') and s.call_status = 'scheduled' order by s.id limit 1;
select is(private.sweep_has_work(60), false, 'and nothing rings for it');
select is(pg_temp.step('pause', 'spring', ', ''Again'''), 'paused', 'paused again it is');
select is(pg_temp.state_of('spring'), 'paused by_user Wrong words', 'as it was');

-- Changes touch nothing that was dialled.
select is(change_campaign(id_of('acme'), id_of('spring'), id_of('admin'), '{"call_topic": "other"}') ->> 'outcome', 'changed', 'it is changed meanwhile');
select results_eq($$ select call_status::text, call_topic, count(*) from call_schedules where campaign_id = id_of('spring') group by 1, 2 order by 1 $$,
  $$ values ('completed', 'follow_up', 4::bigint), ('scheduled', 'other', 7) $$, 'what was dialled stays as it was');

-- It goes on; the organisation's pause wins.
select is(pg_temp.step('resume', 'spring'), 'resumed', 'it goes on');
select is(pg_temp.step('resume', 'spring'), 'resumed', 'twice it does too');
update organizations set calling_paused_reason = 'Holiday' where slug = 'acme';
select claim_all();
select is(counts_of('spring'), 'total 12, scheduled 7, completed 4, excluded 1', 'not while the organisation''s calling is paused');
update organizations set calling_paused_reason = null where slug = 'acme';
select claim_all();
select is(counts_of('spring'), 'total 12, scheduled 3, in_progress 4, completed 4, excluded 1', 'then it takes its lines again');

-- The end comes by itself.
select end_calls_of('spring');
select claim_all();
select end_calls_of('spring');
select is(counts_of('spring'), 'total 12, completed 11, excluded 1', 'all are over');
select is(pg_temp.state_of('spring'), 'completed', 'and with the last of them, in the same moment, the campaign');
select is((select count(*) from private.campaign_feeds), 0::bigint, 'nothing is left to do');
select is(pg_temp.step('cancel', 'spring', ', ''Late'''), 'over', 'one that is over is not cancelled');
select is(pg_temp.step('pause', 'spring', ', ''Late'''), 'over', 'nor paused');
select is(pg_temp.step('resume', 'spring'), 'over', 'nor let go on');
select is(change_campaign(id_of('acme'), id_of('spring'), id_of('admin'), '{"priority": 1}') ->> 'outcome', 'over', 'nor changed');

-- Where the end of the last call was not seen at once, as when two end in one moment, the next step of its feed sees it.
select make_campaign('late', lines => 1);
select add_contacts('late', 1);
select start_it('late');
select claim_all();
update campaign_contacts set state = 'completed', ended_at = clock() where campaign_id = id_of('late');
select is(pg_temp.state_of('late'), 'running', 'an end that nobody has noticed');
select set_clock(clock() + interval '20 seconds');
select is(private.sweep_has_work(1), true, 'a sweep is rung for it soon');
select claim_all();
select is(pg_temp.state_of('late'), 'completed', 'and it is completed');
select end_calls_of('late');
-- Nobody waits, nobody is spoken to: it is looked at when a call of it leaves.
select make_campaign('resting', lines => 1);
select add_contacts('resting', 1);
select start_it('resting');
select claim_all();
select end_calls_of('resting', 'busy', '{"retry_category": "busy"}');
select set_clock(clock() + interval '1 minute');
select claim_all();
select is((select next_feed_at from private.campaign_feeds where campaign_id = id_of('resting')),
  (select dial_after + interval '20 seconds' from call_schedules where campaign_id = id_of('resting')), 'a campaign that only waits for a retry is left in peace');
select pg_temp.step('cancel', 'resting', ', ''Enough''');

-- Cancel: nobody waits or is scheduled, nor ever will be again.
select make_campaign('autumn', lines => 3);
select add_contacts('autumn', 50);
select is(start_it('autumn'), 'started', 'another one starts');
select claim_all();
select is(counts_of('autumn'), 'total 50, waiting 21, scheduled 26, in_progress 3', 'no more calls wait than a few times its lines');
select is(pg_temp.step('cancel', 'autumn', ', ''Wrong list''', 'member'), 'forbidden', 'a member cancels none');
select is(pg_temp.step('cancel', 'autumn', ', ''Wrong list'''), 'cancelled', 'an admin does');
select is(counts_of('autumn'), 'total 50, in_progress 3, cancelled 47', 'nobody waits or is scheduled');
select is(pg_temp.state_of('autumn'), 'cancelled Wrong list', 'with the reason');
select is((select count(*) from campaign_contacts where campaign_id = id_of('autumn') and phone_enc is not null), 0::bigint,
  'the numbers of whom nobody was called are gone');
select is(delete_campaign(id_of('acme'), id_of('autumn'), id_of('admin'))::text, 'live', 'it is not deleted while calls are under way');
select end_calls_of('autumn', 'busy', '{"retry_category": "busy"}');
select is(counts_of('autumn'), 'total 50, cancelled 50', 'and what would be tried again is not');
select is((select distinct status_reason_code::text from call_schedules where campaign_id = id_of('autumn')), 'campaign_cancelled', 'which says why');
select is(delete_campaign(id_of('acme'), id_of('autumn'), id_of('admin'))::text, 'deleted', 'then it is');
select claim_all();
select is((select count(*) from call_schedules where campaign_id = id_of('autumn') and call_status = 'in_progress'), 0::bigint, 'nobody is called');

-- A call of its own is first, however many a campaign has, and finds a line.
select make_campaign('winter');
select add_contacts('winter', 200);
select start_it('winter');
select claim_all();
select is(counts_of('winter'), 'total 200, waiting 153, scheduled 38, in_progress 9', 'a campaign leaves the last line free');
select book('lone', due => clock());
select is((select string_agg(c.contact_id, ' ') from claim_due_calls('w') c), 'lone', 'a call of the organisation''s own takes it');
select end_calls_of('winter');
select book('own ' || n, due => clock()) from generate_series(1, 30) n;
select claim_all();
select results_eq($$ select campaign_id is null, count(*) from call_schedules where call_status = 'in_progress' group by 1 order by 1 $$,
  $$ values (false, 3::bigint), (true, 7) $$, 'lines are shared between them, also behind a queue of its own');
select is((select count(*) from private.campaign_results where campaign_id = id_of('winter')), 9::bigint, 'what came of its calls is kept for its guards');

select * from finish();
rollback;
