CREATE INDEX call_schedules_moved_idx ON public.call_schedules USING btree (org_id, id)
  WHERE ((dial_after IS NOT NULL) AND (not_before IS NOT NULL));
