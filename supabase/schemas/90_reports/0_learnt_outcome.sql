-- What can come of an attempt that reaches the telephone network, as forecasts and the choice of hours learn from it.
create type public.learnt_outcome as enum ('answered', 'voicemail', 'no_answer', 'busy', 'failed');
