-- A refusal as an answer: outcome (withdrawn: never again; deferred: not now), reason_code, reason (its sentence), until.
create function private.tell_decision(d private.decision) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('outcome', case d.outcome when 'stop' then 'withdrawn'::public.answer_outcome else 'deferred' end,
    'reason_code', d.code, 'reason', private.say_decision(d), 'until', d.until)
$$;
revoke all on function private.tell_decision(private.decision) from public, anon, authenticated, service_role;
