-- pending: to be told. sending: a worker is at it. delivered: the endpoint said so. dead: given up; it can be replayed.
create type public.delivery_state as enum ('pending', 'sending', 'delivered', 'dead');

-- Why it was not delivered. refused: it answered, but not with 2xx. redirected: it sent us elsewhere, where nobody follows.
-- address_forbidden: its name leads to an address that is not public. unreachable: no name, no connection, no certificate that
-- holds. timed_out: no answer in time. gone: it answered 410, which switches the endpoint off. given_up: too old to be tried again.
create type public.delivery_reason as enum (
  'refused', 'redirected', 'address_forbidden', 'unreachable', 'timed_out', 'gone', 'given_up');

-- Why an endpoint is switched off. by_hand: an admin did. gone: it answered 410. failing: nothing reached it for five days.
create type public.webhook_off_code as enum ('by_hand', 'gone', 'failing');

-- What a worker says of a delivery that it held.
create type public.delivery_step as enum ('delivered', 'retry', 'dead');
