-- What a value that Bolna extracted from a call says of the person's wish. none: nothing, and nothing that was said before is
-- taken back by it.
create type public.disposition as enum (
  'none', 'opt_out_all', 'opt_out_marketing', 'opt_out_topic', 'wrong_number', 'call_later');
