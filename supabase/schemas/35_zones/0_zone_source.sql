-- By what the time zones of a called person are known: said at booking, HubSpot's time zone, the contact's address, the
-- number itself, only the number's country, or nothing better than the organisation's own.
create type public.zone_source as enum ('booking', 'hubspot', 'address', 'number', 'country', 'organisation');
