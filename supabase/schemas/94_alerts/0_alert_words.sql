-- What an operator or an organisation is told of (docs/operating.md has what each means and what to do). Each has a row in
-- private.alert_rules and a function private.find_<code>().
create type public.alert_code as enum (
  -- The operator's.
  'sweep_stalled', 'worker_wedged', 'cron_failing', 'retention_behind', 'database_large', 'phone_key_wrong', 'look_failing',
  'sealing_behind',
  -- An organisation's.
  'calls_late', 'calls_unknown', 'failure_rate', 'no_answer_rate', 'wallet_empty', 'bolna_rejected', 'hubspot_rejected',
  'write_back_dead', 'webhook_dead', 'webhook_switched_off');

-- critical: calls are not made, or nobody could be told. warning: something wants a person, and calls go on.
create type public.alert_severity as enum ('critical', 'warning');

-- pending: found, and not yet as often in a row as its rule asks for; nobody was told. open: told. resolved: told that it is over.
create type public.alert_state as enum ('pending', 'open', 'resolved');

-- In what the threshold of an alert is counted (private.alert_unit). share: of the last hour's calls, above 0 and at most 1. at_once:
-- there is nothing to count, 1 is told and null is not.
create type public.alert_unit as enum ('seconds', 'gigabytes', 'runs', 'organizations', 'calls', 'events', 'share', 'at_once');
