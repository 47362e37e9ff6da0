-- A call as the claim hands it to a worker: all that dialling needs. looks_first: its contact must be read from HubSpot
-- before it can be claimed (claim_looked_call); there is no attempt yet, so attempt_id and attempt_number are null.
create type public.claimed_call as (
  attempt_id uuid,
  attempt_number integer,
  schedule_id uuid,
  org_id uuid,
  agent_id uuid,
  bolna_agent_id uuid,
  from_number text,
  contact_id text,
  contact_name text,
  contact_phone_enc text,
  contact_phone_hash text,
  call_topic text,
  call_language text,
  due_at timestamptz,
  time_zone text,
  looks_first boolean
);
