-- When rules are evaluated, and the calls that they plan then.

-- The calls that the rule is to plan now, at most p_limit, oldest check-ups first, none that the calling policy stops, each with the id that its schedule will
-- have: the number is closed anew for that row before book_rule_calls. Nothing is written.
create function public.plan_rule_calls(p_rule_id uuid, p_limit integer default 500)
returns table (schedule_id uuid, contact_id text, contact_name text, phone_enc text, phone_hash text, occasion text,
  last_checkup_date date)
language sql stable security definer set search_path = '' as $$
  select gen_random_uuid(), v.contact_id, v.contact_name, v.phone_enc, v.phone_hash, v.occasion, v.last_checkup_date
  from private.planned_contacts(p_rule_id, p_limit, true) v
  where v.would_call
  order by v.turn, v.contact_id
  limit p_limit
$$;
revoke all on function public.plan_rule_calls(uuid, integer) from public, anon, authenticated, service_role;
grant execute on function public.plan_rule_calls(uuid, integer) to service_role;
