SET local check_function_bodies = off;

ALTER TABLE "private"."audience_rows"
  DROP CONSTRAINT "audience_rows_contact_id_check";

ALTER TABLE "private"."audience_rows"
  DROP CONSTRAINT "audience_rows_contact_name_check";

ALTER TABLE "private"."audience_rows"
  DROP CONSTRAINT "audience_rows_global_phone_hash_check";

ALTER TABLE "private"."audience_rows"
  DROP CONSTRAINT "audience_rows_phone_country_check";

ALTER TABLE "private"."audience_rows"
  DROP CONSTRAINT "audience_rows_phone_enc_check";

ALTER TABLE "private"."audience_rows"
  DROP CONSTRAINT "audience_rows_phone_hash_check";

ALTER TABLE "private"."audience_rows"
  DROP CONSTRAINT "audience_rows_phone_last4_check";

ALTER TABLE "private"."audience_rows"
  DROP CONSTRAINT "audience_rows_time_zone_check";

ALTER TABLE "public"."campaign_contacts"
  DROP CONSTRAINT "campaign_contacts_global_phone_hash_check";

ALTER TABLE "public"."campaign_contacts"
  DROP CONSTRAINT "campaign_contacts_phone_enc_check";

ALTER TABLE "public"."campaign_contacts"
  DROP CONSTRAINT "campaign_contacts_phone_hash_check";

CREATE OR REPLACE FUNCTION public.keep_audience_part (
  p_org_id      uuid,
  p_campaign_id uuid,
  p_upload_id   uuid,
  p_actor       uuid,
  p_part        integer,
  p_rows_read   integer,
  p_rows        jsonb,
  p_rejected    jsonb
)
  RETURNS public.answer_outcome
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
end $function$;

ALTER TABLE "private"."audience_rows"
  ADD CONSTRAINT "audience_rows_contact_id_check" CHECK ((char_length(contact_id) <= 128));

ALTER TABLE "private"."audience_rows"
  ADD CONSTRAINT "audience_rows_contact_name_check" CHECK ((char_length(contact_name) <= 200));

ALTER TABLE "private"."audience_rows"
  ADD CONSTRAINT "audience_rows_global_phone_hash_check" CHECK ((char_length(global_phone_hash) = 64));

ALTER TABLE "private"."audience_rows"
  ADD CONSTRAINT "audience_rows_phone_country_check" CHECK ((char_length(phone_country) = 2));

ALTER TABLE "private"."audience_rows"
  ADD CONSTRAINT "audience_rows_phone_enc_check" CHECK ((starts_with(phone_enc, 'v1.'::text) AND (char_length(phone_enc) <= 300)));

ALTER TABLE "private"."audience_rows"
  ADD CONSTRAINT "audience_rows_phone_hash_check" CHECK ((char_length(phone_hash) = 64));

ALTER TABLE "private"."audience_rows"
  ADD CONSTRAINT "audience_rows_phone_last4_check" CHECK ((char_length(phone_last4) = 4));

ALTER TABLE "private"."audience_rows"
  ADD CONSTRAINT "audience_rows_time_zone_check" CHECK ((char_length(time_zone) <= 100));

ALTER TABLE "public"."campaign_contacts"
  ADD CONSTRAINT "campaign_contacts_global_phone_hash_check" CHECK (((global_phone_hash ~ '^[0-9a-f]+$'::text) AND (char_length(global_phone_hash) = 64)));

ALTER TABLE "public"."campaign_contacts"
  ADD CONSTRAINT "campaign_contacts_phone_enc_check"
    CHECK (((phone_enc ~ '^v1\.[A-Za-z0-9_-]+\.[A-Za-z0-9_=-]+\.[A-Za-z0-9_=-]+$'::text) AND ((char_length(phone_enc) >= 44) AND (char_length(phone_enc) <= 300))));

ALTER TABLE "public"."campaign_contacts"
  ADD CONSTRAINT "campaign_contacts_phone_hash_check" CHECK (((phone_hash ~ '^[0-9a-f]+$'::text) AND (char_length(phone_hash) = 64)));
