-- The first question of every request, and the only one before its own work: may this user ask now, and what are they here.
-- Answers outcome `wait` with the seconds until it makes sense to ask again, `unknown` for a stranger and for a missing slug alike, or
-- `entered` with the organisation as my_organization tells it. Guessing slugs costs tokens too; an organisation's bookings are
-- counted only for who may book there.
create function private.take_request_tokens(p_slug text, p_kind public.request_kind) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  actor constant uuid := auth.uid();
  booked_in uuid;
  seconds integer := private.take_token(actor, 'any');
begin
  if seconds = 0 and p_kind = 'dial' then
    seconds := private.take_token(actor, 'dial');
  elsif seconds = 0 and p_kind = 'booking' then
    select o.id into booked_in
    from public.organizations o
    join public.memberships m on m.org_id = o.id and m.user_id = actor and m.role in ('admin', 'member')
    where o.slug = p_slug;
    if found then
      seconds := private.take_token(booked_in, 'booking');
    end if;
  end if;
  return seconds;
end $$;
revoke all on function private.take_request_tokens(text, public.request_kind) from public;
grant execute on function private.take_request_tokens(text, public.request_kind) to authenticated;

create function public.enter_organization(p_slug text, p_kind public.request_kind default 'any') returns jsonb
language plpgsql set search_path = '' as $$
declare
  seconds constant integer := private.take_request_tokens(p_slug, p_kind);
begin
  if seconds > 0 then
    return jsonb_build_object('outcome', 'wait'::public.answer_outcome, 'seconds', seconds);
  end if;
  return coalesce(
    (select jsonb_build_object('outcome', 'entered'::public.answer_outcome,
      'organization', to_jsonb(o)) from public.my_organization(p_slug) o),
    jsonb_build_object('outcome', 'unknown'::public.answer_outcome));
end $$;
revoke all on function public.enter_organization(text, public.request_kind) from public, anon, authenticated, service_role;
grant execute on function public.enter_organization(text, public.request_kind) to authenticated;
