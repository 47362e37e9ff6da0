-- The tick of a worker, what pg_cron runs: rings when there is something to do, and says whether. Error: 22023 for a name
-- that is no worker's, 55000 when it cannot be rung.
-- The has-work function is found by its name, so that a worker needs no line here. Measured with a million future calls: an
-- empty tick of the sweep 0.033 ms against 0.026 where its function stands in the text; the first in a new connection, which
-- is what pg_cron makes, 3.31 ms against 3.15.
create function private.tick(p_worker text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  ahead constant integer := (select w.interval_seconds from private.workers w where w.name = p_worker);
  has_work boolean;
begin
  if ahead is null then
    raise exception 'there is no worker "%"', p_worker using errcode = '22023';
  end if;
  execute format('select private.%I($1)', p_worker || '_has_work') into has_work using ahead;
  if not has_work then
    return false;
  end if;
  perform private.ring(p_worker);
  update private.workers w set rung_at = private.current_time()
  where w.name = p_worker and (w.rung_at is null
    or exists (select from private.worker_runs r where r.worker = w.name and r.started_at >= w.rung_at));
  return true;
end $$;
revoke all on function private.tick(text) from public;
