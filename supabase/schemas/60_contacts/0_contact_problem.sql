-- What stands in the way of calling a contact, by itself and without a rule.
create type public.contact_problem as enum (
  'broken', 'do_not_call', 'phone_missing', 'phone_invalid', 'phone_special', 'phone_shared', 'checkup_missing', 'checkup_unreadable',
  'checkup_in_future');
