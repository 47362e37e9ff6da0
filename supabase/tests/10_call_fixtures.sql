-- Calls and their attempts.
set search_path = public, extensions, fixtures;

-- A call that waits, due a minute ago, to a contact and number of its own, unless told otherwise.
create function fixtures.book(
  name text, org text default 'acme', due_in interval default '-1 minute', number text default null, owner text default null,
  contact text default null, rule text default null, occasion text default null, due timestamptz default null,
  auto_trigger boolean default false, checkup date default null, threshold_days integer default 5
) returns void language sql as $$
  insert into call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
    global_phone_hash, scheduled_at, purpose, created_by, rule_id, occasion, auto_trigger_enabled, last_checkup_date, checkup_threshold_days)
  values (id_of(name), id_of(org), id_of(org || ' agent'), coalesce(contact, name), 'Asha Rao', some_ciphertext(),
    hash_of(coalesce(number, name)), global_hash_of(coalesce(number, name)), coalesce(due, clock() + due_in), 'service', id_of(owner), id_of(rule), occasion, auto_trigger,
    checkup, threshold_days)
$$;
-- A call of a rule or by hand, whose contact's check-up was on 2026-11-01.
create function fixtures.book_for_checkup(name text, contact text, rule text default null, auto boolean default false,
  number text default null, due timestamptz default null) returns void language sql as $$
  select book(name, contact => contact, rule => rule, number => coalesce(number, contact), due => due, auto_trigger => auto,
    checkup => '2026-11-01', occasion => case when rule = 'weekly' then 'first' when rule is not null then '2026-11-01' end)
$$;
-- A call of Acme's as it may stand there; placed: when it was made, if it was.
create function fixtures.keep_call(name text, contact text, rule text default null, occasion text default null,
  status call_status default 'completed', number text default null, placed timestamptz default null,
  created timestamptz default null) returns void language sql as $$
  insert into call_schedules (id, org_id, agent_id, rule_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
    scheduled_at, purpose, call_status, status_reason, occasion, created_at)
  values (id_of(name), id_of('acme'), id_of('acme agent'), id_of(rule), contact, 'Asha Rao', some_ciphertext(),
    hash_of(coalesce(number, contact)), clock(), 'service', status, 'Because.', occasion, coalesce(created, clock() - interval '30 days'));
  insert into call_attempts (org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at,
    lease_expires_at, state, outcome, ended_at, placed_at)
  select org_id, id, agent_id, 1, contact_phone_hash, 'sweep', 'worker 1', placed, placed, 'ended', 'completed', placed, placed
  from call_schedules where id = id_of(name) and placed is not null;
$$;
-- The latest attempt of a call.
create function fixtures.attempt_of(name text) returns uuid language sql as $$
  select id from call_attempts where schedule_id = id_of(name) order by attempt_number desc limit 1
$$;
-- Sends out whatever may go out.
create function fixtures.claim_all() returns void language sql as $$ select count(*) from claim_due_calls('worker 1', 1000) $$;
-- Books a call that is due and claims it; answers its attempt.
create function fixtures.dial(name text, org text default 'acme', contact text default null) returns uuid language sql as $$
  select book(name, org, contact => contact);
  select claim_all();
  select attempt_of(name);
$$;
-- The same, and Bolna takes it: its execution has the call's name.
create function fixtures.place(name text, org text default 'acme', contact text default null) returns uuid language sql as $$
  select dial(name, org, contact);
  select record_call_placed(attempt_of(name), name);
  select attempt_of(name);
$$;
-- Ends a call that was placed, as Bolna may tell it; answers whether that was written.
create function fixtures.settle(name text, outcome text default 'completed', facts jsonb default '{}') returns text language sql as $$
  select settle_call(attempt_of(name), name, jsonb_build_object('outcome', outcome,
    'call_status', case outcome when 'completed' then 'completed' when 'balance_low' then 'scheduled' else 'failed' end,
    'reason_code', case outcome when 'completed' then 'answered' else 'failed' end, 'reason', 'Because.') || facts) ->> 'settled'
$$;
-- A call to a contact that Bolna takes, a minute after whatever was before; and one that ends there, so that it is to be
-- written to HubSpot.
create function fixtures.place_later(name text, contact text default '1', org text default 'acme') returns void language sql as $$
  select set_clock(clock() + interval '1 minute');
  select place(name, org, contact);
$$;
create function fixtures.complete_later(name text, contact text default '1', org text default 'acme') returns void language sql as $$
  select place_later(name, contact, org);
  select settle(name);
$$;
-- Where a call stands: schedule, attempt, outcome.
create function fixtures.state_of(name text) returns text language sql as $$
  select concat_ws(' / ', s.call_status, t.state, t.outcome)
  from call_schedules s left join call_attempts t on t.id = attempt_of(name) where s.id = id_of(name)
$$;
-- The same with the code of its reason, behind the schedule's status.
create function fixtures.state_and_reason_of(name text) returns text language sql as $$
  select concat_ws(' / ', s.call_status, s.status_reason_code, t.state, t.outcome)
  from call_schedules s left join call_attempts t on t.id = attempt_of(name) where s.id = id_of(name)
$$;
