-- What is counted on its own: any request of a user, those of them that dial, bookings of an organisation, the keys that a user
-- has answers kept for, and webhooks that are about nobody's call.
create type public.request_kind as enum ('any', 'dial', 'booking', 'idempotency_key', 'unknown_event');
