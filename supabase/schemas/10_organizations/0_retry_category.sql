-- What a retry policy counts an attempt as. absent: proven never to have reached Bolna. undialled: Bolna kept it queued too
-- long.
create type public.retry_category as enum ('no_answer', 'busy', 'failed', 'voicemail', 'absent', 'undialled');
