-- How much may be asked for: a bucket of `burst` tokens, filled by `per_second` tokens a second. The operator changes these rows in
-- SQL, and they count from the next request on; a kind whose row is deleted has no limit.
create table private.request_limits (
  kind public.request_kind primary key,
  per_second numeric not null check (per_second between 0.001 and 100000),
  burst integer not null check (burst between 1 and 10000000)
);
alter table private.request_limits enable row level security;
