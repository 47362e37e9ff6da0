-- Who asked for an attempt: the sweep at its time, a user for this call (execute), an admin for all that is due (overdue).
create type public.attempt_trigger as enum ('sweep', 'execute', 'overdue');
