-- While the index key is changed: the numbers that have moved, by the hash that they had and the one that they have; also those
-- without an organisation, which stand under both (docs/key-rotation.md). Empty otherwise.
create table private.phone_hash_links (
  old_hash text primary key check (char_length(old_hash) = 64),
  new_hash text not null unique check (char_length(new_hash) = 64)
);
alter table private.phone_hash_links enable row level security;
