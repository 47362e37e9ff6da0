-- How the contacts of a campaign come to an end, hour by hour, beside what was foreseen at its start.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(6);

select make_acme_and_globex();
select set_clock('2026-12-01 06:10Z');
select make_campaign('spring', lines => 2);
select add_contacts('spring', 5);
create function pg_temp.burn_down(who text default 'viewer', org text default 'acme') returns jsonb language sql as $$
  select answer_to(who, format('select campaign_burn_down(%L, %L)', id_of(org), id_of('spring')))::jsonb
$$;
select is(pg_temp.burn_down(), '{"total": 5, "hours": [], "foreseen": null}', 'of a draft everybody is left');
select start_it('spring');
update campaign_dry_runs set result = '{"by_hour": [{"hour": "2026-12-01T06:00:00.000Z", "calls": 5}], "forecast": {"p50_end": "2026-12-01T08:00:00.000Z", "p90_end": null}}';
select suppress('spring 5');
select claim_all();
select end_calls_of('spring');
select set_clock('2026-12-01 08:10Z');
select claim_all();
select end_calls_of('spring');
select is(pg_temp.burn_down() -> 'hours', '[{"hour": "2026-12-01T06:00:00+00:00", "left": 2}, {"hour": "2026-12-01T08:00:00+00:00", "left": 0}]',
  'how many are left at the end of each hour in which some were over with');
select is(pg_temp.burn_down() -> 'foreseen', '{"will_call": 5, "by_hour": [{"hour": "2026-12-01T06:00:00.000Z", "calls": 5}],
  "p50_end": "2026-12-01T08:00:00.000Z", "p90_end": null}', 'beside what the dry run said that it was started with');
select is(pg_temp.burn_down('rival'), null, 'an admin of another organisation sees nothing');
select is(pg_temp.burn_down('rival', 'globex'), null, 'nor under their own');
select is(pg_temp.burn_down('nobody'), null, 'nor does a stranger');

select * from finish();
rollback;
