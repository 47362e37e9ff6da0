-- What a function asks of its own keys, at its start and before it dials; answers as judge_phone_keys does. A key whose id is
-- new is remembered, and where keys are changed the change begins (private.begin_phone_rotations). While one is wrong, the organisations with calls that need it are paused, so that no call is spent on
-- it: a wrong index key concerns every call, since one number could then be in two live calls. What was paused for a key is
-- lifted here as soon as none of its calls waits for a key; what a person paused is left alone.
create function public.check_phone_keys(p_keys jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  verdict jsonb;
  index_is_wrong boolean;
  wrong_ids text[];
  unfit_ids text[];
begin
  insert into private.phone_keys (setting, key_id, check_value)
  select k.setting, k.key_id, k.check_value
  from jsonb_to_recordset(p_keys) as k (setting public.phone_key_setting, key_id text, check_value text)
  -- The index key of before is known as the one of now, until another is.
  where k.setting = 'PHONE_ENCRYPTION_KEYS' or k.key_id = ''
  on conflict do nothing;

  verdict := public.judge_phone_keys(p_keys);
  if verdict -> 'wrong' = '[]' then
    perform private.begin_phone_rotations(p_keys);
  end if;
  select coalesce(bool_or(w.setting = 'PHONE_INDEX_KEY'), false),
    coalesce(array_agg(w.key_id) filter (where w.setting = 'PHONE_ENCRYPTION_KEYS'), '{}')
  into index_is_wrong, wrong_ids
  from jsonb_to_recordset(verdict -> 'wrong') as w (setting public.phone_key_setting, key_id text);
  if not index_is_wrong and wrong_ids = '{}' and (verdict ->> 'paused_organizations')::integer = 0 then
    return verdict;
  end if;

  update public.organizations o
  set calling_paused_code = 'phone_key_wrong',
    calling_paused_reason = 'A key in ' || case when index_is_wrong then 'PHONE_INDEX_KEY' else 'PHONE_ENCRYPTION_KEYS' end
      || ' is not the one that phone numbers were stored with. Calling goes on by itself when the operator has put it right.'
  where (index_is_wrong or wrong_ids <> '{}') and o.id in (
    select c.id from public.organizations c
    where c.calling_paused_reason is null and private.waits_for_key(c.id, case when index_is_wrong then null else wrong_ids end)
    order by c.id
    for no key update
  );

  select wrong_ids || array_agg(k.id) into unfit_ids
  from jsonb_array_elements_text(verdict -> 'known_ids') as k (id)
  where k.id not in (
    select g.key_id from jsonb_to_recordset(p_keys) as g (setting public.phone_key_setting, key_id text) where g.setting = 'PHONE_ENCRYPTION_KEYS'
  );
  update public.organizations o
  set calling_paused_reason = null
  where not index_is_wrong and o.id in (
    select c.id from public.organizations c
    where c.calling_paused_code in ('phone_key_wrong', 'phone_key_missing')
      and not private.waits_for_key(c.id, coalesce(unfit_ids, wrong_ids))
    order by c.id
    for no key update
  );
  return verdict;
end $$;
revoke all on function public.check_phone_keys(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.check_phone_keys(jsonb) to service_role;
