-- pending: to be written. sending: a worker is at it. unknown: the engagement was sent and nobody knows whether HubSpot has
-- it; it is looked for before it is sent again. sent: done. dead: HubSpot refuses it; a person can have it sent again.
create type public.outbox_state as enum ('pending', 'sending', 'unknown', 'sent', 'dead');
