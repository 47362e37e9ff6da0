-- Who made a change: a signed-in user, the service role, or somebody with the database's own password.
create type public.actor_kind as enum ('user', 'service', 'operator');
