SET local check_function_bodies = off;

CREATE TABLE "private"."checkup_counts" (
  "org_id"     uuid   NOT NULL,
  "overdue_on" date,
  "contacts"   bigint NOT NULL,
  CONSTRAINT "checkup_counts_org_id_overdue_on_key" UNIQUE NULLS NOT DISTINCT (org_id, overdue_on)
);

ALTER TABLE "private"."checkup_counts"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."checkup_news" (
  "org_id"     uuid   NOT NULL,
  "id"         bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "contact_id" text   NOT NULL,
  CONSTRAINT "checkup_news_contact_id_check" CHECK ((char_length(contact_id) <= 128)),
  CONSTRAINT "checkup_news_pkey" PRIMARY KEY (org_id, id)
);

ALTER TABLE "private"."checkup_news"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."checkup_standings" (
  "org_id"     uuid NOT NULL,
  "contact_id" text NOT NULL,
  "overdue_on" date,
  CONSTRAINT "checkup_standings_contact_id_check" CHECK ((char_length(contact_id) <= 128)),
  CONSTRAINT "checkup_standings_pkey" PRIMARY KEY (org_id, contact_id)
);

ALTER TABLE "private"."checkup_standings"
  ENABLE ROW LEVEL SECURITY;

CREATE OR REPLACE FUNCTION private.checkup_of (
  p_org_id     uuid,
  p_contact_id text,
  OUT          overdue_on date,
  OUT          is_there boolean
)
  RETURNS record
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  select s.last_checkup_date + s.checkup_threshold_days into overdue_on
  from public.call_schedules s
  where s.org_id = p_org_id and s.contact_id = p_contact_id and s.deleted_at is null
  order by s.last_checkup_date desc nulls last, s.created_at desc, s.id
  limit 1;
  is_there := found;
end $function$;

CREATE OR REPLACE FUNCTION private.fold_checkup_standings (
  p_most integer DEFAULT 100000
)
  RETURNS bigint
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  folded bigint;
begin
  if not pg_try_advisory_xact_lock(hashtext('private.checkup_standings')) then
    return 0;
  end if;
  with taken as (
    delete from private.checkup_news n
    where (n.org_id, n.id) in (select o.org_id, o.id from private.checkup_news o limit p_most)
    returning n.org_id, n.contact_id
  ), moved as materialized (
    select t.org_id, t.contact_id, w.org_id is not null as was_there, w.overdue_on as was, c.is_there, c.overdue_on as now_is
    from (select distinct k.org_id, k.contact_id from taken k) t
    left join private.checkup_standings w on w.org_id = t.org_id and w.contact_id = t.contact_id
    cross join lateral private.checkup_of(t.org_id, t.contact_id) c
  ), gone as (
    delete from private.checkup_standings c using moved m
    where c.org_id = m.org_id and c.contact_id = m.contact_id and not m.is_there
  ), kept as (
    insert into private.checkup_standings (org_id, contact_id, overdue_on)
    select m.org_id, m.contact_id, m.now_is from moved m where m.is_there and (not m.was_there or m.now_is is distinct from m.was)
    on conflict (org_id, contact_id) do update set overdue_on = excluded.overdue_on
  ), counted as (
    insert into private.checkup_counts (org_id, overdue_on, contacts)
    select d.org_id, d.overdue_on, sum(d.change)
    from (
      select m.org_id, m.was as overdue_on, -1 as change from moved m where m.was_there
      union all
      select m.org_id, m.now_is, 1 from moved m where m.is_there
    ) d
    group by d.org_id, d.overdue_on having sum(d.change) <> 0
    on conflict (org_id, overdue_on) do update set contacts = checkup_counts.contacts + excluded.contacts
  )
  select count(*) into folded from taken;
  delete from private.checkup_counts c where c.contacts = 0;
  return folded;
end $function$;

CREATE OR REPLACE FUNCTION private.is_stalled (
  p_org_id uuid
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select exists (
    select from private.workers w
    cross join lateral (
      select private.current_time() - w.interval_seconds * interval '1 second' - interval '60 seconds' as longest
    ) patience
    where w.name = 'sweep' and p_org_id in (select private.my_org_ids())
      and coalesce((
          select r.finished_at from private.worker_runs r
          where r.worker = w.name and r.finished_at is not null order by r.id desc limit 1
        ), '-infinity') < patience.longest
      and exists (select from private.claimable_organizations o where o.id = p_org_id)
      -- A call booked or let go just now has not waited, whatever its time. min() rather than exists(): see
      -- ring_for_waiting_calls.
      and ((
        select min(k.dial_after) from private.claimable_campaigns c
        join private.claimable_calls k on k.org_id = c.org_id and k.campaign_id = c.id
        where c.org_id = p_org_id and k.dial_after <= patience.longest and k.updated_at <= patience.longest
      ) is not null or (
        select min(k.dial_after) from private.claimable_calls k
        where k.org_id = p_org_id and k.campaign_id is null and k.dial_after <= patience.longest
          and k.updated_at <= patience.longest
      ) is not null)
  )
$function$;

CREATE OR REPLACE FUNCTION private.note_changed_checkup()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  insert into private.checkup_news (org_id, contact_id) values (old.org_id, old.contact_id);
  if tg_op = 'UPDATE' and (new.org_id, new.contact_id) is distinct from (old.org_id, old.contact_id) then
    insert into private.checkup_news (org_id, contact_id) values (new.org_id, new.contact_id);
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.note_new_checkups()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  insert into private.checkup_news (org_id, contact_id) select distinct n.org_id, n.contact_id from new_rows n;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.recount_checkup_standings()
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  lock table public.call_schedules in share mode;
  delete from private.checkup_news;
  delete from private.checkup_standings;
  delete from private.checkup_counts;
  insert into private.checkup_standings (org_id, contact_id, overdue_on)
  select distinct on (s.org_id, s.contact_id) s.org_id, s.contact_id, s.last_checkup_date + s.checkup_threshold_days
  from public.call_schedules s where s.deleted_at is null
  order by s.org_id, s.contact_id, s.last_checkup_date desc nulls last, s.created_at desc, s.id;
  insert into private.checkup_counts (org_id, overdue_on, contacts)
  select c.org_id, c.overdue_on, count(*) from private.checkup_standings c group by 1, 2;
end $function$;

CREATE OR REPLACE FUNCTION private.schedule_compliance (
  p_org_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  -- Once, and not for every row.
  today constant date := (
    select (private.current_time() at time zone o.time_zone)::date from public.organizations o
    where o.id = p_org_id and o.id in (select private.my_org_ids()));
begin
  if today is null then
    return null;
  end if;
  return (
  with news as materialized (
    select distinct n.contact_id from private.checkup_news n where n.org_id = p_org_id
  ), standing as (
    select c.overdue_on, c.contacts from private.checkup_counts c where c.org_id = p_org_id
    union all
    select c.overdue_on, -1
    from news n join private.checkup_standings c on c.org_id = p_org_id and c.contact_id = n.contact_id
    union all
    select s.overdue_on, 1
    from news n cross join lateral private.checkup_of(p_org_id, n.contact_id) s where s.is_there
  ), counted as (
    select
      coalesce(sum(s.contacts) filter (where s.overdue_on > today), 0) as within,
      coalesce(sum(s.contacts) filter (where s.overdue_on <= today), 0) as overdue,
      coalesce(sum(s.contacts) filter (where s.overdue_on is null), 0) as unknown
    from standing s
  )
  select jsonb_build_object('within', c.within, 'overdue', c.overdue, 'unknown', c.unknown,
    'rate', round(c.within::numeric / nullif(c.within + c.overdue, 0), 4))
  from counted c);
end $function$;

CREATE OR REPLACE FUNCTION public.configure_call_scheduler (
  enabled          boolean DEFAULT true,
  interval_seconds integer DEFAULT 10
)
  RETURNS text
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  every text;
begin
  if interval_seconds is null then
    raise exception 'interval_seconds must be 1 to 59, or 60, 120, … 3600; got nothing' using errcode = '22023';
  end if;
  every := public.configure_worker('sweep', enabled, interval_seconds);
  if enabled then
    perform cron.schedule('call-scheduler-prune', '*/10 * * * *', 'select private.prune_history()');
    perform cron.schedule('call-scheduler-fold', '* * * * *', 'select private.fold_call_tallies(), private.fold_campaign_tallies(), private.fold_outcome_tallies(), private.fold_checkup_standings()');
    perform cron.schedule('call-scheduler-compliance', '*/10 * * * *', 'select private.keep_compliance()');
    perform cron.schedule('calling-policy', '* * * * *', 'select private.renew_windows(), private.end_missed_calls()');
  else
    perform cron.unschedule(j.jobid) from cron.job j
    where j.jobname in ('call-scheduler-prune', 'call-scheduler-fold', 'call-scheduler-compliance', 'calling-policy');
  end if;
  return every;
end $function$;

CREATE INDEX checkup_counts_none_idx ON private.checkup_counts USING btree (org_id)
  WHERE (contacts = 0);

CREATE INDEX call_schedules_completed_idx ON public.call_schedules USING btree (org_id, scheduled_at, id)
  WHERE ((call_status = 'completed'::public.call_status) AND (deleted_at IS NULL));

CREATE INDEX consents_contact_idx ON public.consents USING btree (org_id, contact_id, added_at, id);

CREATE INDEX suppressions_removed_idx ON public.suppressions USING btree (org_id, added_at, id)
  WHERE (removed_at IS NOT NULL);

CREATE INDEX suppressions_review_idx ON public.suppressions USING btree (org_id, added_at, id)
  WHERE (needs_review AND (removed_at IS NULL));

CREATE INDEX suppressions_scope_idx ON public.suppressions USING btree (org_id, added_at, id)
  WHERE ((scope <> 'all'::public.suppression_scope) AND (removed_at IS NULL));

CREATE INDEX suppressions_source_idx ON public.suppressions USING btree (org_id, added_at, id)
  WHERE ((source <> 'import'::public.suppression_source) AND (removed_at IS NULL));

CREATE TRIGGER call_schedules_checkup_delete
  AFTER DELETE ON public.call_schedules
  FOR EACH ROW
  EXECUTE FUNCTION private.note_changed_checkup();

CREATE TRIGGER call_schedules_checkup_insert
  AFTER INSERT ON public.call_schedules REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT
  EXECUTE FUNCTION private.note_new_checkups();

CREATE TRIGGER call_schedules_checkup_update
  AFTER UPDATE ON public.call_schedules
  FOR EACH ROW
  WHEN
    (((old.last_checkup_date IS DISTINCT FROM new.last_checkup_date) OR (old.checkup_threshold_days IS DISTINCT FROM new.checkup_threshold_days) OR (old.contact_id IS DISTINCT FROM
    new.contact_id) OR (old.org_id IS DISTINCT FROM new.org_id) OR (old.created_at IS DISTINCT FROM new.created_at) OR ((old.deleted_at IS NULL) <> (new.deleted_at IS NULL))))
  EXECUTE FUNCTION private.note_changed_checkup();

REVOKE ALL ON FUNCTION "private"."checkup_of"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."checkup_of"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."checkup_of"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "private"."fold_checkup_standings"(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."fold_checkup_standings"(integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."fold_checkup_standings"(integer) TO "postgres";

REVOKE ALL ON FUNCTION "private"."note_changed_checkup"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."note_changed_checkup"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."note_changed_checkup"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."note_new_checkups"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."note_new_checkups"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."note_new_checkups"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."recount_checkup_standings"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."recount_checkup_standings"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."recount_checkup_standings"() TO "postgres";

-- What is there already. The job that is there goes on with what is folded now; where there is none, configure_call_scheduler
-- makes it.
select private.recount_checkup_standings();
do $$
begin
  if to_regclass('cron.job') is not null then
    perform cron.schedule('call-scheduler-fold', '* * * * *',
      'select private.fold_call_tallies(), private.fold_campaign_tallies(), private.fold_outcome_tallies(), private.fold_checkup_standings()')
    from cron.job j where j.jobname = 'call-scheduler-fold';
  end if;
end $$;
