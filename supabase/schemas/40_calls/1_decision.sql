-- What the judge says of a call at a moment (private.judge_call).
--   outcome: call (it may go out), defer (not now), stop (never).
--   code: why; 'allowed' for call. until: the moment from which a defer may change; null: nobody knows.
--   data: what the sentence is made of (private.say_decision), and for a rule's call what it is planned for; rules: the ids of the
--   rules of the pack that it rests on.
--   terms: on what terms it was judged; pack: the version of the law's rules. Null where it was judged before both.
create type private.decision as (
  outcome public.decision_outcome,
  code public.reason_code,
  until timestamptz,
  data jsonb,
  pack text,
  terms private.call_terms
);
