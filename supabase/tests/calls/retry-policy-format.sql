-- What may be stored as a retry policy, and what is refused because the next try could not be worked out from it.
begin;
set local search_path = public, extensions;
select plan(55);

select ok(private.is_retry_policy(policy::jsonb), format('%s is a policy', left(policy, 60))) from unnest(array[
  '{}', '{"max_attempts": 1}', '{"max_attempts": 20}', '{"busy": {"max_retries": 0, "minutes": []}}',
  '{"no_answer": {"max_retries": 10, "minutes": [1, 10080]}}', '{"failed": {"max_retries": 1, "minutes": [1.5]}}',
  '{"voicemail": {"max_retries": 1, "minutes": [60]}, "absent": {"max_retries": 1, "minutes": [1]}, "max_attempts": 3}',
  '{"undialled": {"max_retries": 1, "minutes": [5, 10, 20]}}']) policy;
select ok(private.is_retry_policy(private.default_retry_policy()), 'the default is a policy');
select is(private.is_retry_policy(policy::jsonb), false, format('%s is none', left(policy, 80))) from unnest(array[
  'null', '3', '"busy"', '[]', '[{"max_attempts": 3}]', 'true',
  '{"completed": {"max_retries": 1, "minutes": [1]}}', '{"Busy": {"max_retries": 1, "minutes": [1]}}', '{"": {}}',
  '{"max_attempts": 0}', '{"max_attempts": 21}', '{"max_attempts": 1.5}', '{"max_attempts": -1}', '{"max_attempts": "3"}',
  '{"max_attempts": "many"}', '{"max_attempts": null}', '{"max_attempts": [3]}', '{"max_attempts": {}}',
  '{"busy": null}', '{"busy": 3}', '{"busy": "often"}', '{"busy": []}', '{"busy": {}}', '{"busy": {"max_retries": 1}}',
  '{"busy": {"minutes": [1]}}', '{"busy": {"max_retries": null, "minutes": [1]}}', '{"busy": {"max_retries": "1", "minutes": [1]}}',
  '{"busy": {"max_retries": "x", "minutes": [1]}}', '{"busy": {"max_retries": -1, "minutes": [1]}}',
  '{"busy": {"max_retries": 11, "minutes": [1]}}', '{"busy": {"max_retries": 0.5, "minutes": [1]}}',
  '{"busy": {"max_retries": 1, "minutes": []}}', '{"busy": {"max_retries": 1, "minutes": null}}',
  '{"busy": {"max_retries": 1, "minutes": 30}}', '{"busy": {"max_retries": 1, "minutes": {"1": 30}}}',
  '{"busy": {"max_retries": 1, "minutes": [0]}}', '{"busy": {"max_retries": 1, "minutes": [0.5]}}',
  '{"busy": {"max_retries": 1, "minutes": [10081]}}', '{"busy": {"max_retries": 1, "minutes": [-1]}}',
  '{"busy": {"max_retries": 1, "minutes": ["1"]}}', '{"busy": {"max_retries": 1, "minutes": ["soon"]}}',
  '{"busy": {"max_retries": 1, "minutes": [null]}}', '{"busy": {"max_retries": 1, "minutes": [[1]]}}',
  '{"busy": {"max_retries": 1, "minutes": [1, 0]}}', '{"busy": {"max_retries": 0, "minutes": [0]}}',
  '{"no_answer": {"max_retries": 1, "minutes": [1]}, "busy": {"max_retries": 1, "minutes": []}}']) policy;

select * from finish();
rollback;