-- What is counted on its own: any request of a user, those of them that dial, bookings of an organisation, and the keys that a
-- user has answers kept for.
create type public.request_kind as enum ('any', 'dial', 'booking', 'idempotency_key');
