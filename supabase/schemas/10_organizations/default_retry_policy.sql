-- Bolna's own advice: no-answer and busy are worth trying again, failed once, a voicemail or an empty wallet never. What
-- rang nobody (absent, undialled) is tried again soon.
create function private.default_retry_policy() returns jsonb
language sql immutable set search_path = '' as $$
  select '{"no_answer": {"max_retries": 3, "minutes": [30, 60, 120]}, "busy": {"max_retries": 3, "minutes": [30, 60, 120]},
    "failed": {"max_retries": 1, "minutes": [60]}, "voicemail": {"max_retries": 0, "minutes": []},
    "absent": {"max_retries": 1, "minutes": [1]}, "undialled": {"max_retries": 3, "minutes": [10]},
    "max_attempts": 6}'::jsonb
$$;
revoke all on function private.default_retry_policy() from public;
