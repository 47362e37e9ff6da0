-- The columns whose values in the trail may tell of a person: what erasing takes out of it. A seal holds them by a hash under a
-- salt of their row's own, so that it still holds when they and the salt are gone, and proves the rest of the row as before.
-- Each seal says which it took for such: a column that is added here counts from then on.
create function private.personal_columns() returns text[]
language sql immutable set search_path = '' as $$
  select array['attention_reason', 'call_topic', 'contact_id', 'contact_name', 'contact_phone_enc', 'contact_phone_hash',
    'data', 'decision', 'email', 'evidence', 'global_phone_hash', 'hangup_reason', 'last_checkup_date', 'merged_ids', 'note',
    'obtained_through', 'occasion', 'phone_enc', 'phone_hash', 'phone_last4', 'phone_regions', 'phone_zones', 'reason', 'relation',
    'removed_reason', 'revoked_reason', 'revoked_via', 'snapshot', 'status_reason', 'termination_reason', 'time_zone', 'topic']
$$;
revoke all on function private.personal_columns() from public, anon, authenticated, service_role;
