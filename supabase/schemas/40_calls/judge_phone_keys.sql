-- Which of the keys [{setting, key_id, check_value}] are not those that the numbers were stored with. Writes nothing.
--   wrong: [{setting, key_id}]. known_ids: of every encryption key that numbers were ever stored with.
--   paused_organizations: how many wait for a key. rotates: the index key is being changed (private.judge_index_key).
create function public.judge_phone_keys(p_keys jsonb) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'wrong', (
      select coalesce(jsonb_agg(jsonb_build_object('setting', w.setting, 'key_id', w.key_id) order by w.setting, w.key_id), '[]')
      from (
        select k.setting, k.key_id
        from jsonb_to_recordset(p_keys) as given (setting public.phone_key_setting, key_id text, check_value text)
        join private.phone_keys k on k.setting = given.setting and k.key_id = given.key_id
        where k.check_value <> given.check_value and k.setting <> 'PHONE_INDEX_KEY'
        union all
        select 'PHONE_INDEX_KEY', i.wrong_id where i.wrong_id is not null
      ) w),
    'known_ids', (
      select coalesce(jsonb_agg(k.key_id order by k.key_id), '[]') from private.phone_keys k
      where k.setting = 'PHONE_ENCRYPTION_KEYS'),
    'paused_organizations', (
      select count(*) from public.organizations o
      where o.calling_paused_code in ('phone_key_wrong', 'phone_key_missing')),
    'rotates', i.rotates)
  from private.judge_index_key(p_keys) i
$$;
revoke all on function public.judge_phone_keys(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.judge_phone_keys(jsonb) to service_role;
