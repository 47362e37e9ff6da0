-- The words of a custom condition (are_conditions): the texts and the numbers that it may look at, and what it may ask of them.
create type public.condition_text as enum (
  'lifecyclestage', 'hs_lead_status', 'country', 'state', 'hubspot_owner_id', 'language', 'time_zone');
create type public.condition_number as enum ('days_since_checkup', 'days_since_last_call');
create type public.condition_operator as enum (
  'equals', 'not_equals', 'one_of', 'none_of', 'at_least', 'at_most', 'is_set', 'is_not_set');
