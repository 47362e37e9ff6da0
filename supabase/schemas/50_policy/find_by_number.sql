-- What an organisation has on a number, for p_actor, a member of any role: entries of its do-not-call list (those that hold, or with
-- p_removed those that were lifted) and consents, the newest 200 of each, {suppressions, consents}. Empty for anybody else. For the
-- functions alone: the number comes as its hash, which users neither have nor read, so that it stands in no address.
create function public.find_by_number(p_org_id uuid, p_actor uuid, p_phone_hash text, p_removed boolean default false) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'suppressions', (
      select coalesce(jsonb_agg(to_jsonb(x) - 'phone_hash' order by x.added_at, x.id), '[]')
      from (
        select s.* from public.suppressions s
        where s.org_id = p_org_id and s.phone_hash = (select private.current_phone_hash(p_phone_hash)) and (s.removed_at is not null) = p_removed
          and private.role_of(p_org_id, p_actor) is not null
        order by s.added_at desc, s.id limit 200
      ) x),
    'consents', (
      select coalesce(jsonb_agg(to_jsonb(x) - 'phone_hash' order by x.added_at, x.id), '[]')
      from (
        select c.* from public.consents c
        where c.org_id = p_org_id and c.phone_hash = (select private.current_phone_hash(p_phone_hash)) and private.role_of(p_org_id, p_actor) is not null
        order by c.added_at desc, c.id limit 200
      ) x))
$$;
revoke all on function public.find_by_number(uuid, uuid, text, boolean) from public, anon, authenticated, service_role;
grant execute on function public.find_by_number(uuid, uuid, text, boolean) to service_role;
