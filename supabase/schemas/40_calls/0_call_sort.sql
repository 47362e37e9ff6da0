-- In what order a list of calls comes; a minus: the latest first.
create type public.call_sort as enum ('scheduled_at', 'due_at', '-due_at', '-updated_at');
