-- What was done with a row. export and erase: with all that is kept of a person; reveal: a number was shown whole.
create type public.audit_action as enum ('insert', 'update', 'delete', 'export', 'erase', 'reveal');
