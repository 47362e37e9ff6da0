-- running: its pieces are on their way; loaded: its contacts are the campaign's audience, all of them.
create type public.audience_upload_state as enum ('running', 'loaded');
