create type public.phone_problem as enum ('missing', 'invalid', 'special');
