-- Takes one token from the owner's bucket of this kind. Answers 0, or how many seconds until there is one: then nothing was
-- taken, so that who asks again and again does not wait longer for it. Users have rows of their own and wait for nobody; an
-- organisation's row is held for the moment of one statement.
create function private.take_token(p_owner uuid, p_kind public.request_kind) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  moment constant timestamptz := private.current_time();
  one_token interval;
  all_tokens interval;
begin
  select make_interval(secs => (1 / l.per_second)::float8), make_interval(secs => (l.burst / l.per_second)::float8)
  into one_token, all_tokens
  from private.request_limits l where l.kind = p_kind;
  if not found then
    return 0;
  end if;

  insert into private.request_buckets as b (owner, kind, full_at) values (p_owner, p_kind, moment + one_token)
  on conflict (owner, kind) do update set full_at = greatest(b.full_at, moment) + one_token
  where greatest(b.full_at, moment) + one_token <= moment + all_tokens;
  if found then
    return 0;
  end if;
  return (
    select greatest(1, ceil(extract(epoch from b.full_at + one_token - all_tokens - moment)))
    from private.request_buckets b where b.owner = p_owner and b.kind = p_kind
  );
end $$;
revoke all on function private.take_token(uuid, public.request_kind) from public;
