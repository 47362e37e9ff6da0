-- Helpers that see across rows live here. The Data API does not expose this schema.
create schema private;
revoke all on schema private from public;
grant usage on schema private to authenticated, service_role;

-- Nothing is granted by default; each file writes out what it gives, to service_role too.
alter default privileges in schema public revoke all on tables from public, anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from public, anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from public, anon, authenticated, service_role;
-- Without a schema on purpose: the form with one leaves EXECUTE with PUBLIC.
alter default privileges revoke execute on functions from public;

grant usage on schema public to anon, authenticated, service_role;
