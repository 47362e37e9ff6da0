-- Of two defers, either of which may be none, the one that ends later; one that ends nobody knows when outlasts all.
create function private.later_decision(a private.decision, b private.decision) returns private.decision
language plpgsql immutable set search_path = '' as $$
begin
  if a.code is null then
    return b;
  elsif b.code is null or coalesce(b.until, 'infinity') <= coalesce(a.until, 'infinity') then
    return a;
  end if;
  return b;
end $$;
revoke all on function private.later_decision(private.decision, private.decision) from public, anon, authenticated, service_role;
