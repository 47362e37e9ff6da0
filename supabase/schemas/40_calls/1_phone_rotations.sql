-- The changes of a key of phone numbers, the one that goes on and those that are over (docs/key-rotation.md).
create table private.phone_rotations (
  id bigint generated always as identity primary key,
  setting public.phone_key_setting not null,
  -- Of the new encryption key; the index key has none.
  key_id text not null check (char_length(key_id) <= 32),
  -- What the index keys of before and of now are known by, as in private.phone_keys.
  old_check text check (old_check ~ '^[0-9a-f]{64}$'),
  new_check text check (new_check ~ '^[0-9a-f]{64}$'),
  begun_at timestamptz not null default private.current_time(),
  -- No function works any more that does not know the new key.
  moves_from timestamptz not null,
  -- How far the walk is: at which row of which place, null between two walks; how many rows it has passed of how many, how many
  -- numbers it moved, and how many are to be tried again.
  place public.phone_place,
  last_key text check (char_length(last_key) <= 100),
  walk_began_at timestamptz,
  passed bigint not null default 0 check (passed >= 0),
  total bigint not null default 0 check (total >= 0),
  moved bigint not null default 0 check (moved >= 0),
  missed bigint not null default 0 check (missed >= 0),
  -- In all walks.
  moved_in_all bigint not null default 0 check (moved_in_all >= 0),
  -- The end of the latest whole walk, and what it could not reach: how many rows, by table or by key.
  walked_at timestamptz,
  left_over jsonb check (octet_length(left_over::text) <= 10000),
  finished_at timestamptz,
  check ((setting = 'PHONE_INDEX_KEY') = (old_check is not null and new_check is not null))
);
create unique index phone_rotations_one_at_once on private.phone_rotations (setting) where finished_at is null;
alter table private.phone_rotations enable row level security;
