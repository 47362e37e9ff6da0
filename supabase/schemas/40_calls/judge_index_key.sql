-- What is wrong with the index keys among [{setting, key_id, check_value}], where the one of before comes with the id 'previous':
-- the id of the one at fault, or null. rotates: numbers move from the one of before to the new one, or will, once the functions
-- that know the old one alone are gone.
create function private.judge_index_key(p_keys jsonb, out wrong_id text, out rotates boolean)
language plpgsql stable security definer set search_path = '' as $$
declare
  given constant text := jsonb_path_query_first(p_keys, '$[*] ? (@.setting == "PHONE_INDEX_KEY" && @.key_id == "").check_value') #>> '{}';
  previous constant text := jsonb_path_query_first(p_keys,
    '$[*] ? (@.setting == "PHONE_INDEX_KEY" && @.key_id == "previous").check_value') #>> '{}';
  known text;
  r private.phone_rotations;
begin
  rotates := false;
  select k.check_value into known from private.phone_keys k where k.setting = 'PHONE_INDEX_KEY' and k.key_id = '';
  if known is null or given is null then
    return;
  end if;
  select o.* into r from private.phone_rotations o where o.setting = 'PHONE_INDEX_KEY' and o.finished_at is null;
  if r.id is null then
    rotates := given <> known and previous is not distinct from known;
    wrong_id := case when given <> known and not rotates then case when previous is null then '' else 'previous' end end;
  elsif given = r.new_check then
    rotates := previous is not distinct from r.old_check;
    wrong_id := case when not rotates then 'previous' end;
  elsif given <> r.old_check or r.moves_from <= private.current_time() then
    wrong_id := '';
  end if;
end $$;
revoke all on function private.judge_index_key(jsonb) from public, anon, authenticated, service_role;
