-- What came of an attempt. withdrawn: claimed, but the contact is not to be called any more, or not now; nothing was sent.
create type public.attempt_outcome as enum (
  'completed', 'no_answer', 'busy', 'failed', 'error', 'canceled', 'stopped', 'balance_low', 'refused', 'not_sent', 'paused',
  'lost', 'absent', 'undialled', 'settled_by_hand', 'withdrawn');
