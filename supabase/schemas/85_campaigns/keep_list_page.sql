-- Keeps a page of a list as a piece of the audience (keep_audience_part) and moves the reading on behind it, in one transaction; renews the
-- lease. p_after: HubSpot's mark of the next page; null: this was the last. Outcomes: kept, forbidden (who asked for it is no admin any
-- more). Error 55006 when another worker has the list by now.
create function public.keep_list_page(
  p_upload_id uuid, p_worker text, p_rows_read integer, p_rows jsonb, p_rejected jsonb, p_after text
) returns public.answer_outcome
language plpgsql security definer set search_path = '' as $$
declare
  u public.audience_uploads := private.hold_list_reading(p_upload_id, p_worker);
  kept public.answer_outcome := 'kept'::public.answer_outcome;
begin
  if p_rows_read > 0 then
    kept := public.keep_audience_part(u.org_id, u.campaign_id, u.id, u.started_by, (
      select r.next_part from private.list_readings r where r.upload_id = u.id), p_rows_read, p_rows, p_rejected);
  end if;
  if kept = 'kept' then
    update private.list_readings r
    set after = coalesce(p_after, r.after), is_read = p_after is null, members_read = r.members_read + p_rows_read,
      next_part = r.next_part + (p_rows_read > 0)::integer, problem = null, problem_detail = null,
      lease_expires_at = private.current_time() + interval '60 seconds'
    where r.upload_id = u.id;
  end if;
  return kept;
end $$;
revoke all on function public.keep_list_page(uuid, text, integer, jsonb, jsonb, text) from public, anon, authenticated, service_role;
grant execute on function public.keep_list_page(uuid, text, integer, jsonb, jsonb, text) to service_role;
