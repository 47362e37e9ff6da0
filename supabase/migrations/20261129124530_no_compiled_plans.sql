-- PostgreSQL compiles a plan that it thinks expensive (jit), once for each time it is run: a claim of a few milliseconds then takes
-- seconds, since its estimates are high while tables are young. Nothing here runs long enough to gain by it. New connections hear of it.
do $$
begin
  execute format('alter database %I set jit = off', current_database());
exception when insufficient_privilege then
  raise warning 'As the owner of this database run: alter database % set jit = off', quote_ident(current_database());
end $$;
