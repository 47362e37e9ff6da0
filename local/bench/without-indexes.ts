import type { Sql } from "postgres";
import { mapInLanes } from "../../supabase/functions/_shared/platform/map-in-lanes.ts";

/** How many connections work at once on what is filled: on two processors more of them only wait. */
export const connectionsAtOnce = 2;

/**
 * Does the work while these tables (`public.call_attempts`) keep up no index and ask no check of their columns, then builds
 * all indexes, two at a time. A row of a filled table costs a third of it. For a throw-away database alone: the indexes are
 * marked as broken, those of the keys too, which foreign keys lean on and cannot lose; and the checks come back for new rows only.
 */
export async function withoutIndexes(
  sql: Sql,
  tables: readonly string[],
  work: () => Promise<unknown>,
): Promise<void> {
  const checks = await sql<{ table: string; name: string; definition: string }[]>`
    select c.conrelid::regclass::text as table, quote_ident(c.conname) as name, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c where c.contype = 'c' and c.conrelid = any (${[...tables]}::text[]::regclass[])`;
  const indexes = await sql<{ name: string }[]>`
    select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid = any (${[...tables]}::text[]::regclass[])
    order by i.indpred is null desc, i.indnatts desc`;
  for (const { table, name } of checks) await sql.unsafe(`alter table ${table} drop constraint ${name}`);
  await sql`
    update pg_index i set indisready = false, indisvalid = false where i.indrelid = any (${[
    ...tables,
  ]}::text[]::regclass[])`;
  await work();
  for (const { table, name, definition } of checks) {
    const asWritten = definition.replace(/ NOT VALID$/, "");
    await sql.unsafe(`alter table ${table} add constraint ${name} ${asWritten} not valid`);
  }
  const build = (name: string) =>
    sql.begin(async (tx) => {
      await tx`set local maintenance_work_mem = '1GB'`;
      await tx`set local max_parallel_maintenance_workers = 0`;
      await tx.unsafe(`reindex index ${name}`);
    });
  await mapInLanes(indexes, ({ name }) => build(name), connectionsAtOnce);
}
