-- A booking as the judge takes it, of what somebody asks about: p_call as for book_call_schedule. Nothing is written.
create function private.call_as_asked(p_org_id uuid, p_call jsonb) returns public.call_schedules
language plpgsql stable security definer set search_path = '' as $$
declare
  s public.call_schedules;
begin
  s.org_id := p_org_id;
  s.purpose := private.default_purpose(p_org_id);
  s.phone_regions := '{}';
  s.phone_zones := '{}';
  s.auto_trigger_enabled := false;
  s := jsonb_populate_record(s, p_call);
  s.contact_id := private.plain_contact_id(s.contact_id);
  s.due_at := s.scheduled_at;
  return s;
end $$;
revoke all on function private.call_as_asked(uuid, jsonb) from public, anon, authenticated, service_role;
