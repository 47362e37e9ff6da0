create type public.contact_sync_state as enum ('running', 'completed', 'failed');
