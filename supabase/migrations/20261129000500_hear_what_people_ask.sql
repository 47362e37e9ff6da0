-- What a person asks for in a call is kept with the event that carries it. The last digits of such a number nobody knows.
SET local check_function_bodies = off;

ALTER TABLE "public"."suppressions"
  ADD COLUMN "schedule_id" uuid;

ALTER TABLE "public"."suppressions"
  ALTER COLUMN "phone_last4" DROP NOT NULL;

CREATE OR REPLACE FUNCTION private.hear_wishes (
  p_attempt_id uuid,
  p_wishes     jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  wish record;
  new_one public.suppressions;
begin
  for wish in
    select w.source, w.action, w.scope, w.evidence, w.needs_review, t.org_id, t.contact_phone_hash, s.id as schedule_id,
      s.contact_id, s.call_topic
    from jsonb_to_recordset(p_wishes) as w (source public.suppression_source, action text, scope public.suppression_scope,
      evidence text, needs_review boolean)
    join public.call_attempts t on t.id = p_attempt_id
    join public.call_schedules s on s.id = t.schedule_id
    where w.action in ('opt_out', 'wrong_number') and private.is_own_word(w.source)
  loop
    new_one := null;
    new_one.org_id := wish.org_id;
    new_one.phone_hash := wish.contact_phone_hash;
    new_one.scope := case when wish.action = 'wrong_number' then 'all' else wish.scope end;
    new_one.topic := case when new_one.scope = 'topic' then wish.call_topic end;
    new_one.contact_id := case when wish.action = 'wrong_number' then wish.contact_id end;
    new_one.reason := case wish.action when 'wrong_number' then 'Said to be a wrong number, in a call.'
      else 'Asked not to be called, in a call.' end;
    new_one.source := wish.source;
    new_one.attempt_id := p_attempt_id;
    new_one.schedule_id := wish.schedule_id;
    new_one.evidence := wish.evidence;
    new_one.needs_review := coalesce(wish.needs_review, false);
    perform private.keep_suppression(new_one);
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION private.keep_suppression (
  p_new public.suppressions
)
  RETURNS public.suppressions
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  kept public.suppressions;
begin
  kept := private.covering_suppression(p_new);
  if kept.id is not null then
    return kept;
  end if;
  insert into public.suppressions (id, org_id, phone_hash, phone_last4, scope, topic, contact_id, reason, source, schedule_id,
    attempt_id, evidence, needs_review, added_by, expires_at)
  values (coalesce(p_new.id, gen_random_uuid()), p_new.org_id, p_new.phone_hash, p_new.phone_last4, p_new.scope, p_new.topic,
    p_new.contact_id, p_new.reason, p_new.source, p_new.schedule_id, p_new.attempt_id, p_new.evidence, coalesce(p_new.needs_review, false),
    p_new.added_by, p_new.expires_at)
  on conflict (org_id, phone_hash, scope, coalesce(topic, ''), coalesce(contact_id, ''), private.is_own_word(source),
    coalesce(expires_at, 'infinity')) where removed_at is null do nothing
  returning * into kept;
  return case when kept.id is not null then kept else private.covering_suppression(p_new) end;
end $function$;

CREATE OR REPLACE FUNCTION public.receive_bolna_event_and_wishes (
  p_execution_id  text,
  p_call_ref      uuid,
  p_status        text,
  p_retry_count   integer,
  p_snapshot      jsonb,
  p_snapshot_hash text,
  p_source        public.event_source,
  p_wishes        jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  answer constant jsonb := public.receive_bolna_event(
    p_execution_id, p_call_ref, p_status, p_retry_count, p_snapshot, p_snapshot_hash, p_source);
begin
  perform private.hear_wishes(a.id, p_wishes) from public.call_attempts a where a.bolna_execution_id = p_execution_id;
  return answer;
end $function$;

REVOKE ALL ON FUNCTION "public"."receive_bolna_event_and_wishes"(text, uuid, text, integer, jsonb, text, public.event_source, jsonb) FROM PUBLIC, "anon", "authenticated";

REVOKE ALL ON FUNCTION "private"."hear_wishes"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."receive_bolna_event_and_wishes"(text, uuid, text, integer, jsonb, text, public.event_source, jsonb) TO "service_role";

REVOKE ALL ("schedule_id") ON TABLE "public"."suppressions" FROM "authenticated";

GRANT SELECT ("schedule_id") ON TABLE "public"."suppressions" TO "authenticated";
