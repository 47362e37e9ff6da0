-- A call that was stored before the operator's list had hashes is let through by nobody until its own is filled in.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(9);

select make_acme_and_globex();
select set_clock('2026-11-23 06:30Z');
select book('of old', number => 'free'), book('of old too', number => 'listed');
update call_schedules set global_phone_hash = null;
create function pg_temp.fill(name text, number text, enc text default some_ciphertext()) returns integer language sql as $$
  select keep_global_hashes(jsonb_build_array(jsonb_build_object('schedule_id', id_of(name), 'contact_phone_enc', enc,
    'global_phone_hash', global_hash_of(number))))
$$;

select is_empty($$ select calls_without_global_hash() $$, 'without a list nothing is to be filled in');
insert into private.global_suppressions (phone_hash, reason) values (global_hash_of('listed'), 'A court order');
select is((select count(*) from calls_without_global_hash()), 2::bigint, 'with one, every call that waits');
select is((select count(*) from calls_without_global_hash(1)), 1::bigint, 'piece by piece');
select private.refuse_call(id_of('of old'), private.defer('suppressed_global', clock() + interval '1 minute'));
select is(pg_temp.fill('of old', 'free', 'v1.k1.IIIIIIIIIIIIIIII.JJJJJJJJJJJJJJJJJJJJJJ'), 0, 'not by a number that it has no more');
select is(pg_temp.fill('of old', 'free'), 1, 'by its own');
select is((select dial_after <= clock() from call_schedules where id = id_of('of old')), true, 'and it waits no longer for it');
select is(judge_number('of old'), 'nothing', 'it may be called');
select pg_temp.fill('of old too', 'listed');
select is(judge_number('of old too'), 'stop suppressed_global', 'a listed one may not');
select is(pg_temp.fill('of old too', 'free'), 0, 'and what is filled in stays');

select * from finish();
rollback;
