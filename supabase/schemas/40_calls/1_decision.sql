-- What the judge says of a call at a moment (private.judge_call).
--   outcome: call (it may go out), defer (not now), stop (never).
--   code: why; 'allowed' for call. until: the moment from which a defer may change; null: nobody knows.
--   data: what the sentence is made of (private.say_decision), and for a rule's call what it is planned for.
create type private.decision as (
  outcome public.decision_outcome,
  code public.reason_code,
  until timestamptz,
  data jsonb
);
