-- A call as the claim hands it to a worker: all that dialling needs.
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
  -- true: the contact is read from HubSpot before the request may go to Bolna.
  checks_contact boolean
);
