-- What a function says it did with what it was asked: the `outcome` of its answer. Which of them a function says stands in
-- its comment.
create type public.answer_outcome as enum (
  'added', 'already_revoked', 'already_there', 'booked', 'cancelled', 'changed', 'claimed', 'created', 'deferred',
  'deleted', 'entered', 'forbidden', 'imported', 'invalid', 'kept', 'live', 'lost', 'mismatch', 'not_connected',
  'not_dead', 'not_flagged', 'not_found', 'not_scheduled', 'over', 'pending', 'recorded', 'removed', 'replay',
  'requested', 'resolved', 'revoked', 'running', 'saved', 'started', 'stop_needed', 'token_needed', 'unknown',
  'wait', 'withdrawn', 'checked', 'explained', 'put', 'refused', 'too_many', 'not_draft', 'stale', 'unconfirmed', 'paused',
  'resumed', 'empty', 'erased', 'exported');
