-- Why a function that users call directly refuses, beside its SQLSTATE: the `hint` of its error. The sentence is for whoever reads
-- it in English; programs and other languages go by this word (the console has a text for each).
create type public.refusal_code as enum (
  'last_admin', 'unknown_member', 'unknown_invitation', 'too_many_invitations', 'not_an_address', 'bad_name', 'bad_time_zone',
  'bad_calling_hours', 'bad_retry_policy', 'bad_queue_deadline', 'bad_pause_reason');
