-- Kinds of phone numbers that are not called unless the operator allows them: dear for whoever calls, or no person's.
create type public.number_kind as enum (
  'PREMIUM_RATE', 'SHARED_COST', 'TOLL_FREE', 'UAN', 'VOICEMAIL', 'PAGER', 'PERSONAL_NUMBER', 'SATELLITE');
