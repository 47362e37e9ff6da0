-- What the latest restore means for an organisation, for its members (42501 for anybody else); null: there was none. state: adopting
-- (nothing is called until Bolna's lists are read and the operator lets calling go on), waiting (for an admin's word), over.
--   adopted: calls that Bolna made since the backup; unknown: of these, those that the backup knew nothing of.
--   missed, rung: calls whose time passed meanwhile, and numbers that were rung by such an unknown call, that still wait.
create function private.organization_recovery(p_org_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if private.role_of(p_org_id, auth.uid()) is null then
    raise exception 'this is for members of the organisation' using errcode = '42501';
  end if;
  return (
    select jsonb_build_object('backup_taken_at', r.backup_taken_at, 'restored_at', r.began_at,
      'state', case when r.finished_at is null then 'adopting' when held.missed + held.rung > 0 then 'waiting' else 'over' end,
      'adopted', coalesce(o.adopted, 0), 'unknown', coalesce(o.unknown, 0), 'missed', held.missed, 'rung', held.rung,
      'released_at', o.released_at)
    from private.recoveries r
    left join private.recovery_organizations o on o.recovery_id = r.id and o.org_id = p_org_id
    cross join lateral (
      select count(*) filter (where h.schedule_id is not null) as missed, count(*) filter (where h.phone_hash is not null) as rung
      from private.recovery_holds h where h.org_id = p_org_id
    ) held
    order by r.id desc limit 1
  );
end $$;
revoke all on function private.organization_recovery(uuid) from public;
grant execute on function private.organization_recovery(uuid) to authenticated;

create function public.organization_recovery(p_org_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select private.organization_recovery(p_org_id)
$$;
revoke all on function public.organization_recovery(uuid) from public, anon, authenticated, service_role;
grant execute on function public.organization_recovery(uuid) to authenticated;
