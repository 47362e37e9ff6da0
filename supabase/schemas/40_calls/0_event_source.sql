-- Where an event of Bolna's comes from: it told us, or we read its record.
create type public.event_source as enum ('webhook', 'read');
