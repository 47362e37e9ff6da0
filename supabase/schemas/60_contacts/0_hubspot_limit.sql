-- The limits of a HubSpot account: of searches, of all requests, and of the day, which holds both.
create type public.hubspot_limit as enum ('search', 'request', 'daily');
