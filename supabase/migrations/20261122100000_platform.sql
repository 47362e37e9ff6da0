-- What the rest stands on: the roles and the auth schema of a Supabase project, the extensions, and no access by default.

-- On Supabase all of these exist and nothing happens here. On a plain PostgreSQL (CI, `supabase db push` to an empty
-- database) the smallest form of them is made, so that the same migrations apply everywhere.
do $$
begin
  if not exists (select from pg_roles where rolname = 'anon') then
    create role anon nologin noinherit;
  end if;
  if not exists (select from pg_roles where rolname = 'authenticated') then
    create role authenticated nologin noinherit;
  end if;
  if not exists (select from pg_roles where rolname = 'service_role') then
    create role service_role nologin noinherit bypassrls;
  end if;
  if to_regnamespace('auth') is null then
    create schema auth;
    grant usage on schema auth to anon, authenticated, service_role;
  end if;
  if to_regclass('auth.users') is null then
    create table auth.users (id uuid primary key default gen_random_uuid(), email text unique);
  end if;
  if to_regprocedure('auth.uid()') is null then
    create function auth.uid() returns uuid language sql stable set search_path = '' as $fn$
      select coalesce(
        nullif(current_setting('request.jwt.claim.sub', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
      )::uuid
    $fn$;
    grant execute on function auth.uid() to anon, authenticated, service_role;
  end if;
end $$;

-- pg_cron ticks, pg_net rings the sweep function, Vault keeps the key it rings with. A database that carries none of
-- them still takes the migrations; then nothing ticks, and `deno task doctor` says so.
do $$
declare
  needed record;
begin
  create schema if not exists extensions;
  for needed in
    select * from (values
      ('pg_cron', 'pg_catalog', 'cron'),
      ('pg_net', 'extensions', 'net'),
      ('supabase_vault', 'vault', 'vault')
    ) as wanted (extension_name, install_schema, object_schema)
  loop
    if exists (select from pg_extension where extname = needed.extension_name) then
      continue;
    elsif exists (select from pg_available_extensions where name = needed.extension_name)
      -- A server has one pg_cron, and it lives in one database.
      and (needed.extension_name <> 'pg_cron'
        or coalesce(current_setting('cron.database_name', true), current_database()) = current_database()) then
      if needed.extension_name = 'supabase_vault' then
        create schema if not exists vault;
      end if;
      execute format('create extension %I with schema %I', needed.extension_name, needed.install_schema);
    elsif to_regnamespace(needed.object_schema) is null then
      raise warning '% is not available on this server: the scheduler will not tick by itself', needed.extension_name;
    end if;
  end loop;
end $$;

-- Helpers that see across rows live here. The Data API does not expose this schema.
create schema private;
revoke all on schema private from public;
grant usage on schema private to authenticated, service_role;

-- The clock that decisions about calls go by: the time at which the statement arrived. Stable, so that an index serves
-- `dial_after <= private.current_time()`; clock_timestamp() is volatile and would read the whole index.
create function private.current_time() returns timestamptz
language sql stable set search_path = '' as $$
  select statement_timestamp()
$$;
revoke all on function private.current_time() from public;
grant execute on function private.current_time() to authenticated, service_role;

-- Nothing is granted by default; each migration writes out what it gives, to service_role too.
alter default privileges in schema public revoke all on tables from public, anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from public, anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from public, anon, authenticated, service_role;
-- Without a schema on purpose: the form with one leaves EXECUTE with PUBLIC.
alter default privileges revoke execute on functions from public;

grant usage on schema public to anon, authenticated, service_role;
