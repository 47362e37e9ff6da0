-- running: its pieces are on their way; loaded: its contacts are the campaign's audience, all of them; failed: a list of HubSpot of
-- which nothing is kept, and problem says why.
create type public.audience_upload_state as enum ('running', 'loaded', 'failed');
