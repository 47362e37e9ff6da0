-- The settings that hold keys for phone numbers.
create type public.phone_key_setting as enum ('PHONE_ENCRYPTION_KEYS', 'PHONE_INDEX_KEY');
