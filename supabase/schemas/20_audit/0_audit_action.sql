-- What was done with a row. export and erase: with all that is kept of a person.
create type public.audit_action as enum ('insert', 'update', 'delete', 'export', 'erase');
