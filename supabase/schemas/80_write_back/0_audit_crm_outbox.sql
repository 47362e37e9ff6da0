-- Entries of the outbox are audited by statement: what private.write_audit_row writes of a row, for all rows of an insert or update at once
-- (see there). Written as text, from which what is null falls out (concat_ws), a third of what jsonb_build_object and jsonb_strip_nulls
-- take. A column that is not named here is in no audit row; supabase/tests/audit/audit-by-statement.sql says so.
create function private.audit_crm_outbox() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  actor constant uuid := private.acting_user();
  kind constant public.actor_kind := private.actor_kind_of(actor);
  at constant timestamptz := private.current_time();
begin
  if tg_op = 'INSERT' then
    insert into public.audit_log (org_id, occurred_at, actor_id, actor_kind, action, table_name, row_id, changes)
    select n.org_id, at, actor, kind, 'insert', tg_table_name, n.id, ('{' || concat_ws(',',
      '"schedule_id":' || to_json(n.schedule_id), '"attempt_id":' || to_json(n.attempt_id),
      '"contact_id":' || to_json(n.contact_id), '"state":' || to_json(n.state),
      '"engagement_id":' || to_json(n.engagement_id), '"engagement_sent_at":' || to_json(n.engagement_sent_at),
      '"contact_updated_at":' || to_json(n.contact_updated_at), '"tries":' || to_json(n.tries),
      '"next_try_at":' || to_json(n.next_try_at), '"worker":' || to_json(n.worker),
      '"reason_code":' || to_json(n.reason_code), '"reason":' || to_json(n.reason), '"sent_at":' || to_json(n.sent_at)) || '}')::jsonb
    from new_rows n;
    return null;
  end if;

  insert into public.audit_log (org_id, occurred_at, actor_id, actor_kind, action, table_name, row_id, changes)
  select d.org_id, at, actor, kind, 'update', tg_table_name, d.id, ('{' || d.changes || '}')::jsonb
  from (
    select coalesce(n.org_id, o.org_id) as org_id, coalesce(n.id, o.id) as id, concat_ws(',',
        '"id":' || case when n.id is distinct from o.id then json_build_array(o.id, n.id) end,
        '"org_id":' || case when n.org_id is distinct from o.org_id then json_build_array(o.org_id, n.org_id) end,
        '"schedule_id":' || case when n.schedule_id is distinct from o.schedule_id then json_build_array(o.schedule_id, n.schedule_id) end,
        '"attempt_id":' || case when n.attempt_id is distinct from o.attempt_id then json_build_array(o.attempt_id, n.attempt_id) end,
        '"contact_id":' || case when n.contact_id is distinct from o.contact_id then json_build_array(o.contact_id, n.contact_id) end,
        '"state":' || case when n.state is distinct from o.state then json_build_array(o.state, n.state) end,
        '"engagement_id":' || case when n.engagement_id is distinct from o.engagement_id then json_build_array(o.engagement_id, n.engagement_id) end,
        '"engagement_sent_at":' || case when n.engagement_sent_at is distinct from o.engagement_sent_at then json_build_array(o.engagement_sent_at, n.engagement_sent_at) end,
        '"contact_updated_at":' || case when n.contact_updated_at is distinct from o.contact_updated_at then json_build_array(o.contact_updated_at, n.contact_updated_at) end,
        '"tries":' || case when n.tries is distinct from o.tries then json_build_array(o.tries, n.tries) end,
        '"next_try_at":' || case when n.next_try_at is distinct from o.next_try_at then json_build_array(o.next_try_at, n.next_try_at) end,
        '"worker":' || case when n.worker is distinct from o.worker then json_build_array(o.worker, n.worker) end,
        '"reason_code":' || case when n.reason_code is distinct from o.reason_code then json_build_array(o.reason_code, n.reason_code) end,
        '"reason":' || case when n.reason is distinct from o.reason then json_build_array(o.reason, n.reason) end,
        '"sent_at":' || case when n.sent_at is distinct from o.sent_at then json_build_array(o.sent_at, n.sent_at) end) as changes
    -- A full join is never a nested loop, whatever number of rows the kept plan was made for; and a row whose id was
    -- changed has its two rows.
    from old_rows o full join new_rows n on n.id = o.id
    offset 0
  ) d
  where d.changes <> '';
  return null;
end $$;
revoke all on function private.audit_crm_outbox() from public;
