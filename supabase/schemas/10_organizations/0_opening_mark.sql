-- What an agent says at the start of a call: that it is an artificial voice, for whom and what it calls, that the call is recorded,
-- and how to be called no more.
create type public.opening_mark as enum ('say_ai', 'say_business', 'say_purpose', 'say_recorded', 'offer_opt_out');
