-- What came of an attempt.
create type public.attempt_outcome as enum (
  'completed', 'no_answer', 'busy', 'failed', 'error', 'canceled', 'stopped', 'balance_low', 'refused', 'not_sent', 'paused',
  'lost', 'absent', 'undialled', 'settled_by_hand');
