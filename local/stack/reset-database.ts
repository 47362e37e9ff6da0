import type { Sql } from "postgres";
import { StackError } from "./stack-error.ts";

/**
 * Empties an outside database that a stack made, for `start --reset` with LOCAL_DB_URL. Throws StackError on one that
 * holds something else.
 */
export async function resetDatabase(sql: Sql): Promise<void> {
  const [found] = await sql<{ ours: boolean; tables: number }[]>`
    select to_regclass('public.call_schedules') is not null as ours,
      (select count(*)::int from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r') as tables`;
  if (found && !found.ours && found.tables > 0) {
    throw new StackError(
      "The database of LOCAL_DB_URL holds tables of something else: --reset does not drop those.",
    );
  }
  await sql.unsafe(`
    do $$
    declare
      doomed name;
    begin
      for doomed in select extname from pg_extension where extname <> 'plpgsql' loop
        execute format('drop extension if exists %I cascade', doomed);
      end loop;
      for doomed in
        select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
      loop
        execute format('drop schema %I cascade', doomed);
      end loop;
      create schema public;
    end $$`).simple();
}
