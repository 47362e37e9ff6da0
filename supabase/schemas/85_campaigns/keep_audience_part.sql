-- Keeps a piece of an audience that p_actor loads: p_rows as of private.audience_rows without upload_id, p_rejected as
-- [{line, field, reason}], p_rows_read of both together. The same piece again adds nothing. A row whose time zone or id this database does
-- not take is rejected here, and a name that shows nothing gives way. Outcomes: kept, lost (another took its place, or it has
-- ended), forbidden.
create function public.keep_audience_part(
  p_org_id uuid, p_campaign_id uuid, p_upload_id uuid, p_actor uuid, p_part integer, p_rows_read integer, p_rows jsonb,
  p_rejected jsonb
) returns public.answer_outcome
language plpgsql security definer set search_path = '' as $$
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return 'forbidden'::public.answer_outcome;
  end if;
  perform from public.audience_uploads u
  where u.id = p_upload_id and u.org_id = p_org_id and u.campaign_id = p_campaign_id and u.started_by = p_actor and u.state = 'running' for key share;
  if not found then
    return 'lost'::public.answer_outcome;
  end if;
  with sent as materialized (
    select r.line, r.id, private.plain_contact_id(r.contact_id) as contact_id, r.contact_name, r.phone_enc, r.phone_hash,
      r.global_phone_hash, r.phone_last4, r.phone_country, coalesce(r.phone_regions, '{}') as phone_regions,
      coalesce(r.phone_zones, '{}') as phone_zones, r.phone_zone_source, r.time_zone
    from jsonb_to_recordset(p_rows) as r (line integer, id uuid, contact_id text, contact_name text, phone_enc text,
      phone_hash text, global_phone_hash text, phone_last4 text, phone_country text, phone_regions text[], phone_zones text[],
      phone_zone_source public.zone_source, time_zone text)
  ), zones as materialized (
    -- A file names few: each is asked once.
    select z.time_zone, private.is_time_zone(z.time_zone) as is_known
    from (select distinct s.time_zone from sent s where s.time_zone is not null) z
  ), rows as materialized (
    select s.*, case
        when not z.is_known then 'time_zone'
        when not private.is_text(s.contact_id, 128) then 'contact_id'
      end as fault
    from sent s left join zones z on z.time_zone = s.time_zone
  ), rejected as (
    select e.value, (e.value ->> 'line')::integer as line from jsonb_array_elements(p_rejected) e
    union all
    select jsonb_build_object('line', r.line, 'field', r.fault, 'reason', case r.fault
      when 'time_zone' then 'is no time zone that is known here: use an IANA name, such as Asia/Kolkata'
      else 'must be a text that shows something, without control characters' end), r.line
    from rows r where r.fault is not null
    order by line limit 1000
  ), part as (
    insert into private.audience_parts (upload_id, part, rows_read, rejected)
    select p_upload_id, p_part, p_rows_read, coalesce(jsonb_agg(j.value order by j.line), '[]') from rejected j
    on conflict do nothing
    returning 1
  )
  insert into private.audience_rows (upload_id, line, id, contact_id, contact_name, phone_enc, phone_hash, global_phone_hash,
    phone_last4, phone_country, phone_regions, phone_zones, phone_zone_source, time_zone)
  select p_upload_id, r.line, r.id, r.contact_id,
    case when private.is_text(r.contact_name, 200) then r.contact_name else 'Contact ••••' || r.phone_last4 end,
    r.phone_enc, r.phone_hash, r.global_phone_hash, r.phone_last4, r.phone_country, r.phone_regions, r.phone_zones,
    r.phone_zone_source, r.time_zone
  from part cross join rows r
  where r.fault is null;
  return 'kept'::public.answer_outcome;
end $$;
revoke all on function public.keep_audience_part(uuid, uuid, uuid, uuid, integer, integer, jsonb, jsonb)
  from public, anon, authenticated, service_role;
grant execute on function public.keep_audience_part(uuid, uuid, uuid, uuid, integer, integer, jsonb, jsonb) to service_role;
