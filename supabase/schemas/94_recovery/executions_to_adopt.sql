-- Which of these executions are no attempt's of ours yet. p_executions: an array of {execution_id, call_ref}.
create function public.executions_to_adopt(p_executions jsonb) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(e.execution_id), '[]')
  from jsonb_to_recordset(p_executions) as e (execution_id text, call_ref uuid)
  where not exists (select from public.call_attempts t where t.bolna_execution_id = e.execution_id)
    and not exists (select from public.call_attempts t where t.id = e.call_ref)
$$;
revoke all on function public.executions_to_adopt(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.executions_to_adopt(jsonb) to service_role;
