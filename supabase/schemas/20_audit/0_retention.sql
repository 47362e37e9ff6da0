-- How long what grows is kept: the one list, and the operator's settings. keep null: for ever. Rows are deleted by cron, at
-- most `batch` at a time. It stands before the audit trail, whose guard asks it.
create table private.retention (
  name public.retained primary key,
  keep interval check (keep >= interval '1 hour'),
  batch integer not null default 1000 check (batch between 1 and 10000),
  -- Since when and why it could not be pruned; null: it could.
  failing_since timestamptz,
  failure text check (char_length(failure) between 1 and 1000),
  -- The audit trail is kept longest, and never less than a quarter of a year.
  check (name <> 'audit_log' or keep is null or keep >= interval '90 days'),
  check ((failing_since is null) = (failure is null))
);
alter table private.retention enable row level security;

-- Whatever is older than this of that name may go; null: nothing may.
create function private.kept_since(p_name public.retained) returns timestamptz
language sql stable security definer set search_path = '' as $$
  select private.current_time() - r.keep from private.retention r where r.name = p_name
$$;
revoke all on function private.kept_since(public.retained) from public, anon, authenticated, service_role;
