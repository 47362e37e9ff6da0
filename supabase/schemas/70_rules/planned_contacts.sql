-- What judge_contacts says of a rule's contacts, with what the calling policy stops taken out: whom the rule would call and may,
-- the oldest check-ups first. The one reading that plans, books and previews go by. A stopped contact has the code and sentence
-- of the judge, and takes nobody's place under the daily limit: the next one behind it comes in.
-- Judged until p_most may be called, looking past at most 5000 that may not; what is behind them stands as judge_contacts has it.
-- p_only_calls: nothing of those that are not called, who may be a hundred thousand.
create function private.planned_contacts(p_rule_id uuid, p_most integer, p_only_calls boolean default false)
returns table (contact_row_id uuid, contact_id text, contact_name text, phone_enc text, phone_hash text,
  last_checkup_date date, occasion text, would_call boolean, reason_code public.reason_code, reason text, turn bigint)
language plpgsql stable security definer set search_path = '' as $$
declare
  v record;
  decision private.decision;
  allowed integer := 0;
  stopped integer := 0;
  freed integer := 0;
begin
  for v in
    select c.* from private.judge_contacts(p_rule_id) c
    order by c.would_call desc, (c.reason_code = 'daily_limit') desc, c.turn, c.contact_id
  loop
    exit when p_only_calls and (allowed >= p_most or not v.would_call and (v.reason_code <> 'daily_limit' or freed = 0));
    contact_row_id := v.contact_row_id;
    contact_id := v.contact_id;
    contact_name := v.contact_name;
    phone_enc := v.phone_enc;
    phone_hash := v.phone_hash;
    last_checkup_date := v.last_checkup_date;
    occasion := v.occasion;
    would_call := v.would_call;
    reason_code := v.reason_code;
    reason := v.reason;
    turn := v.turn;
    if allowed < p_most and stopped < 5000 and (v.would_call or v.reason_code = 'daily_limit' and freed > 0) then
      decision := private.judge_rule_call(p_rule_id, v.contact_row_id);
      if decision.outcome = 'stop' then
        stopped := stopped + 1;
        freed := freed + v.would_call::integer;
        would_call := false;
        reason_code := decision.code;
        reason := private.say_decision(decision);
      else
        allowed := allowed + 1;
        freed := freed - (not v.would_call)::integer;
        would_call := true;
        reason_code := 'due';
        reason := v.due_reason;
      end if;
    end if;
    if would_call or not p_only_calls then
      return next;
    end if;
  end loop;
end $$;
revoke all on function private.planned_contacts(uuid, integer, boolean) from public, anon, authenticated, service_role;
