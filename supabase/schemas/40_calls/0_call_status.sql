create type public.call_status as enum ('scheduled', 'in_progress', 'completed', 'failed', 'cancelled');
