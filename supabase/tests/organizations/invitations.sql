-- Nobody is put into an organisation: who is asked accepts, with an address that is theirs; and nobody learns who has an account.
begin;
set local search_path = public, extensions, fixtures;
select plan(47);

select make_acme_and_globex();
update auth.users set email = 'Nobody@Example.test', email_confirmed_at = clock() where id = id_of('nobody');
update auth.users set email = 'rival@example.test', email_confirmed_at = clock() where id = id_of('rival');
update auth.users set email = 'viewer@example.test', email_confirmed_at = clock() where id = id_of('viewer');

create function pg_temp.invite(email text, role text default 'member', org text default 'acme') returns text language sql as $$
  select format('select invite_member(id_of(%L), %L, %L)', org, email, role)
$$;
create function pg_temp.accept(email text) returns text language sql as $$
  select format('select accept_invitation(%L)', (select i.id from invitations i where i.email = $1))
$$;
create function pg_temp.role_in_acme(who text) returns text language sql as $$
  select role::text from memberships where org_id = id_of('acme') and user_id = id_of(who)
$$;

-- Who invites.
select is(outcome_of(who, pg_temp.invite('nobody@example.test')), case who when 'admin' then 'ok 1' else '42501' end,
  format('%s %s invite', who, case who when 'admin' then 'can' else 'cannot' end))
from unnest(array['admin', 'member', 'viewer', 'rival', 'nobody', 'anon', 'service_role']) who;
select matches(outcome_of('admin', pg_temp.invite(email)), '^(23514|23502)$', format('%s is no address', to_json(email)))
from unnest(array[null, '', 'nobody', 'a b@example.test', '@example.test', 'a@', 'a@b@c', E'a\n@example.test',
  repeat('a', 255) || '@example.test']) email;
select matches(outcome_of('admin', pg_temp.invite('nobody@example.test', 'owner')), '^(23514|22P02)$', 'there are three roles and no other');
select matches(answer_to('admin', pg_temp.invite(email)), '^[0-9a-f-]{36}$', format('%s gets the same answer as any other', email))
from unnest(array['nobody@example.test', 'no.account@example.test']) email;
select is((select array_agg(m.user_id) from memberships m where m.user_id = id_of('nobody')), null, 'who is invited is not yet in');
select is(outcome_of(who, 'select 1 from invitations'), 'ok ' || case who when 'admin' then '2' else '0' end,
  format('%s sees the invitations of Acme: %s', who, case who when 'admin' then 'all' else 'none' end))
from unnest(array['admin', 'member', 'viewer', 'rival', 'nobody']) who;
select is((select string_agg(a.changes ->> 'email', ' ') from audit_log a where a.table_name = 'invitations'), 'private private',
  'the trail tells of an invitation without the address');

-- Who is asked, and accepts.
select is(answer_to('nobody', 'select concat_ws('' '', slug, name, role) from my_invitations()'), 'acme Acme member',
  'who signs in with the address sees where they are asked, upper and lower case alike');
select is(answer_to('rival', 'select count(*) from my_invitations()'), '0', 'and nobody else does');
select is(outcome_of('rival', pg_temp.accept('nobody@example.test')), 'PT404', 'nobody accepts what is not for them');
select is(outcome_of('rival', format('select accept_invitation(%L)', id_of('no such'))), 'PT404', 'with the answer of one that does not exist');
update auth.users set email_confirmed_at = null where id = id_of('nobody');
select is(answer_to('nobody', 'select count(*) from my_invitations()'), '0', 'an address that was never confirmed shows nothing');
select is(outcome_of('nobody', pg_temp.accept('nobody@example.test')), 'PT404', 'and accepts nothing');
update auth.users set email_confirmed_at = clock() where id = id_of('nobody');
update invitations set expires_at = clock() where email = 'nobody@example.test';
select is(outcome_of('nobody', pg_temp.accept('nobody@example.test')), 'PT404', 'an invitation that is too old is none');
update invitations set expires_at = clock() + interval '1 day' where email = 'nobody@example.test';
select answer_to('nobody', pg_temp.accept('nobody@example.test'));
select is(pg_temp.role_in_acme('nobody'), 'member', 'who accepts is in, in the role that they were asked for');
select is((select actor_id from audit_log where table_name = 'memberships' order by id desc limit 1), id_of('nobody'),
  'and the trail says that they did it');
select is(outcome_of('nobody', pg_temp.accept('nobody@example.test')), 'PT404', 'once');
select answer_to('admin', pg_temp.invite('viewer@example.test', 'admin'));
select answer_to('viewer', pg_temp.accept('viewer@example.test'));
select is(pg_temp.role_in_acme('viewer'), 'viewer', 'who is in already keeps their role');

-- Taking back, asking again, and how many.
select answer_to('admin', pg_temp.invite('rival@example.test', 'viewer'));
select answer_to('admin', pg_temp.invite('RIVAL@example.test ', 'member'));
select is((select string_agg(role::text, ' ') from invitations where email = 'rival@example.test'), 'member', 'asking again counts as one, with the last role');
select is(outcome_of(who, format('select revoke_invitation(id_of(%L), %L)', org, (select id from invitations where email = 'rival@example.test'))),
  outcome, format('%s of %s taking it back: %s', who, org, outcome))
from (values ('member', 'acme', '42501'), ('rival', 'acme', '42501'), ('rival', 'globex', 'PT404'), ('admin', 'acme', 'ok 1')) as t (who, org, outcome);
select answer_to('admin', format('select revoke_invitation(id_of(''acme''), %L)', (select id from invitations where email = 'rival@example.test')));
select is(answer_to('rival', 'select count(*) from my_invitations()'), '0', 'what was taken back is no longer there');
delete from invitations;
select answer_to('admin', pg_temp.invite(format('a%s@example.test', n))) from generate_series(1, 100) n;
select is(outcome_of('admin', pg_temp.invite('one.more@example.test')), '23514', 'an organisation has at most 100 invitations');
select is(outcome_of('admin', pg_temp.invite('a1@example.test')), 'ok 1', 'asking somebody again is always possible');
select is(outcome_of('rival', pg_temp.invite('one.more@example.test', org => 'globex')), 'ok 1', 'and another organisation''s do not count');
update invitations set expires_at = clock() where email = 'a7@example.test';
select is(outcome_of('admin', pg_temp.invite('one.more@example.test')), 'ok 1', 'those that are too old make room');

select * from finish();
rollback;
