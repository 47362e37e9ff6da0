-- Exchanges ciphertexts for what the newest key made of the same numbers, [{key, closed, anew}], where nobody else did since they were
-- read; says how many. A number stays what it was, so neither trail nor updated_at nor anybody who is told of changes hears of it.
create function private.close_phone_numbers_anew(p_place public.phone_place, p_numbers jsonb) returns integer
language plpgsql security definer set search_path = '' set lock_timeout = '1s' as $$
declare
  written integer := 0;
begin
  if p_numbers = '[]' then
    return 0;
  end if;
  perform private.quiet_triggers(true);
  case p_place
    when 'call' then
      update public.call_schedules t set contact_phone_enc = n.anew
      from jsonb_to_recordset(p_numbers) as n (key uuid, closed text, anew text) where t.id = n.key and t.contact_phone_enc = n.closed;
    when 'contact' then
      update public.contacts t set phone_enc = n.anew
      from jsonb_to_recordset(p_numbers) as n (key uuid, closed text, anew text) where t.id = n.key and t.phone_enc = n.closed;
    when 'campaign_contact' then
      update public.campaign_contacts t set phone_enc = n.anew
      from jsonb_to_recordset(p_numbers) as n (key uuid, closed text, anew text) where t.id = n.key and t.phone_enc = n.closed;
    when 'audience_row' then
      update private.audience_rows t set phone_enc = n.anew
      from jsonb_to_recordset(p_numbers) as n (key uuid, closed text, anew text) where t.id = n.key and t.phone_enc = n.closed;
  end case;
  get diagnostics written = row_count;
  perform private.quiet_triggers(false);
  return written;
end $$;
revoke all on function private.close_phone_numbers_anew(public.phone_place, jsonb) from public, anon, authenticated, service_role;

-- What another encryption key than the newest closes: how many, by key.
create function private.count_old_ciphertexts(p_newest text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_object_agg(c.key_id, c.rows), '{}')
  from (
    select split_part(t.closed, '.', 2) as key_id, count(*) as rows
    from (
      select s.contact_phone_enc as closed from public.call_schedules s
      union all select c.phone_enc from public.contacts c where c.phone_enc is not null
      union all select m.phone_enc from public.campaign_contacts m where m.phone_enc is not null
      union all select a.phone_enc from private.audience_rows a
      -- Kept answers, which are gone within a day.
      union all select i.response_enc from public.idempotency_keys i where i.response_enc is not null
    ) t
    group by 1
  ) c
  where c.key_id not in (p_newest, 'erased')
$$;
revoke all on function private.count_old_ciphertexts(text) from public, anon, authenticated, service_role;
