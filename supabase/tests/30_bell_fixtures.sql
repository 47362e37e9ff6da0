-- The bell that wakes the workers.
set search_path = public, extensions, fixtures;

-- Stand-ins where pg_net or Vault is not installed; they vanish with the rollback.
create function fixtures.have_net() returns void language plpgsql as $$
begin
  if to_regnamespace('net') is null then
    create schema net;
    create table net.http_request_queue (id bigint generated always as identity, method text, url text, headers jsonb, body bytea,
      timeout_milliseconds integer);
    create function net.http_post(url text, body jsonb default '{}', params jsonb default '{}', headers jsonb default '{}',
      timeout_milliseconds integer default 5000) returns bigint language sql as $fn$
      insert into net.http_request_queue (method, url, headers, body, timeout_milliseconds)
      values ('POST', url, headers, convert_to(body::text, 'UTF8'), timeout_milliseconds) returning id
    $fn$;
    create function net.http_get(url text, params jsonb default '{}', headers jsonb default '{}', timeout_milliseconds integer default 5000)
    returns bigint language sql as $fn$
      insert into net.http_request_queue (method, url, headers, timeout_milliseconds) values ('GET', url, headers, timeout_milliseconds) returning id
    $fn$;
  end if;
end $$;
create function fixtures.have_vault() returns void language plpgsql as $$
begin
  if to_regnamespace('vault') is null then
    create schema vault;
    create table vault.secrets (id uuid primary key default gen_random_uuid(), name text unique, secret text);
    create view vault.decrypted_secrets as select id, name, secret as decrypted_secret from vault.secrets;
    create function vault.create_secret(new_secret text, new_name text, new_description text default '') returns uuid
    language sql as $fn$ insert into vault.secrets (name, secret) values (new_name, new_secret) returning id $fn$;
  end if;
end $$;
-- How often a statement rings.
create function fixtures.rings(statement text) returns bigint language plpgsql as $$
declare
  before bigint := (select count(*) from net.http_request_queue);
begin
  execute statement;
  return (select count(*) from net.http_request_queue) - before;
end $$;
