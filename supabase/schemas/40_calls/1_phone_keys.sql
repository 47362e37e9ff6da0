-- The check value of every key that phone numbers were ever stored with: an HMAC of a constant under the key, which tells
-- nothing of it. The first to bring an id says what its key is; the same id with another check value is a wrong key. The one
-- index key has the id ''.
create table private.phone_keys (
  setting public.phone_key_setting not null,
  key_id text not null check (char_length(key_id) <= 32),
  check_value text not null check (check_value ~ '^[0-9a-f]{64}$'),
  first_seen_at timestamptz not null default private.current_time(),
  primary key (setting, key_id)
);
alter table private.phone_keys enable row level security;
