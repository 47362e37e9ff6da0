create type public.checkup_problem as enum ('missing', 'unreadable');
