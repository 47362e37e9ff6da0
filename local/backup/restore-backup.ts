import { pipeline } from "node:stream/promises";
import type { Sql, TransactionSql } from "postgres";
import { z } from "zod";
import { StackError } from "../stack/stack-error.ts";
import type { BackupKeys } from "./backup-keys.ts";
import { copyTarget, describeTables, listAppliedMigrations, quoteName } from "./describe-tables.ts";
import type { Manifest } from "./manifest.ts";

const secretsSchema = z.array(z.object({
  id: z.string(),
  name: z.string().nullable(),
  description: z.string(),
  secret: z.string(),
}));

/**
 * Fills an empty database with what a backup holds (`readBackup`), and pauses calling in the same transaction
 * (`begin_recovery`): there is no moment at which the rows are there and something may be dialled, and none at which half of
 * them are. Throws a StackError when the database holds something, or was made by other migrations.
 */
export async function restoreBackup(
  sql: Sql,
  directory: string,
  manifest: Manifest,
  keys: BackupKeys,
): Promise<void> {
  const secrets = secretsSchema.parse(JSON.parse(await keys.open(manifest.secrets)));
  await sql.begin(async (tx) => {
    await refuseOtherMigrations(tx, manifest);
    await refuseFilled(tx);
    await refuseOtherTables(tx, manifest);
    // Neither triggers nor foreign keys: what comes is a whole that was consistent.
    await tx`set local session_replication_role = replica`;
    // What the migrations wrote by themselves; Auth has nobody, and tables of its own that refer to its users.
    const ours = manifest.tables.filter(({ name }) => !name.startsWith("auth."));
    await tx.unsafe(`truncate ${ours.map(({ name }) => quoteName(name)).join(", ")}`);
    for (const table of manifest.tables) {
      const { readable } = await Deno.open(`${directory}/${table.file}`);
      await pipeline(
        readable.pipeThrough(new DecompressionStream("gzip")),
        await tx.unsafe(`copy ${copyTarget(table)} from stdin`).writable(),
      );
      const [counted] = await tx.unsafe<{ rows: number }[]>(
        `select count(*)::int as rows from ${quoteName(table.name)}`,
      );
      if (counted?.rows !== table.rows) {
        throw new StackError(
          `${table.file} holds ${counted?.rows} rows where ${table.rows} were written: nothing was restored.`,
        );
      }
    }
    for (const { name, value } of manifest.sequences) {
      await tx`select setval(${quoteName(name)}::regclass, ${value}::bigint)`;
    }
    await restoreSecrets(tx, secrets);
    await tx`set local session_replication_role = origin`;
    await restoreCronJobs(tx, manifest);
    // The demo data is not for a database that had its own.
    await tx`
      insert into supabase_migrations.seed_files (path, hash) values ('supabase/seed.sql', 'restored') on conflict do nothing`;
    await tx`select public.begin_recovery(${manifest.taken_at}::timestamptz)`;
  });
  await sql`analyze`;
}

async function refuseOtherMigrations(tx: TransactionSql, { migrations }: Manifest): Promise<void> {
  const applied = await listAppliedMigrations(tx);
  const missing = migrations.find((version) => !applied.includes(version));
  const more = applied.find((version) => !migrations.includes(version));
  if (missing === undefined && more === undefined) return;
  throw new StackError(
    missing === undefined
      ? `The backup is older than this code, which has the migration ${more} as well: restore it with the code of then (the migration ${
        migrations.at(-1)
      } is its last); the newer code brings it up to date when it starts. Nothing was restored.`
      : `The backup has the migration ${missing}, which this code has not: restore it with the code that made it. Nothing was restored.`,
  );
}

async function refuseFilled(tx: TransactionSql): Promise<void> {
  const [found] = await tx`
    select exists (select from public.organizations) or exists (select from auth.users) as filled`;
  if (found?.filled) {
    throw new StackError(
      "The database holds organisations or users: a backup is restored into an empty one. Nothing was changed.",
    );
  }
}

async function refuseOtherTables(tx: TransactionSql, { tables }: Manifest): Promise<void> {
  const here = new Map((await describeTables(tx)).map(({ name, columns }) => [name, columns]));
  const other = tables.find(({ name, columns }) =>
    columns.some((column) => here.get(name)?.includes(column) !== true)
  );
  if (other !== undefined) {
    throw new StackError(`${other.name} has other columns here than in the backup: nothing was restored.`);
  }
}

/** Vault gives each its own id: what refers to it follows. */
async function restoreSecrets(tx: TransactionSql, secrets: z.infer<typeof secretsSchema>): Promise<void> {
  const columns = await tx<{ table: string; column: string }[]>`
    select n.nspname || '.' || c.relname as table, a.attname as column
    from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
    join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('public', 'private')
    where a.attname ~ 'secret_id$' and a.atttypid = 'uuid'::regtype and not a.attisdropped`;
  for (const { id, name, description, secret } of secrets) {
    const [made] = await tx`select vault.create_secret(${secret}, ${name}, ${description}) as id`;
    for (const { table, column } of columns) {
      await tx`update ${tx(table)} set ${tx(column)} = ${made?.id} where ${tx(column)} = ${id}`;
    }
  }
}

async function restoreCronJobs(tx: TransactionSql, { cron }: Manifest): Promise<void> {
  const [found] = await tx`select to_regclass('cron.job') is not null as there`;
  if (!found?.there) return;
  for (const { name, schedule, command } of cron) {
    await tx`select cron.schedule(${name}, ${schedule}, ${command})`;
  }
}
