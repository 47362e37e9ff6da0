import { createHash } from "node:crypto";
import type { Sql, TransactionSql } from "postgres";
import { StackError } from "../stack/stack-error.ts";
import type { BackupKeys } from "./backup-keys.ts";
import { copyTarget, type DatabaseTable, describeTables, listAppliedMigrations } from "./describe-tables.ts";
import { type BackedUpTable, type Manifest, manifestText } from "./manifest.ts";

/**
 * Writes everything that is ours in a database to `directory`, as it was at one moment, while it goes on being used: one
 * transaction that sees one snapshot. The directory is there when the backup is whole, and not before. Throws a StackError
 * when it exists already, or the database is none of ours.
 */
export async function writeBackup(sql: Sql, directory: string, keys: BackupKeys): Promise<Manifest> {
  if (await exists(directory)) throw new StackError(`${directory} is there already: name a new directory.`);
  const unfinished = `${directory}.unfinished`;
  await Deno.mkdir(unfinished, { recursive: true, mode: 0o700 });
  try {
    const manifest = await sql.begin(
      "isolation level repeatable read read only",
      (tx) => dump(tx, unfinished, keys),
    );
    const seal = await keys.sign(keys.newestId, manifestText(manifest));
    await Deno.writeTextFile(
      `${unfinished}/manifest.json`,
      `${JSON.stringify({ manifest, seal }, null, 2)}\n`,
      { mode: 0o600 },
    );
    await Deno.rename(unfinished, directory);
    return manifest;
  } catch (error) {
    await Deno.remove(unfinished, { recursive: true });
    throw error;
  }
}

async function dump(tx: TransactionSql, directory: string, keys: BackupKeys): Promise<Manifest> {
  const migrations = await listAppliedMigrations(tx);
  const [ours] = await tx`select to_regclass('private.recoveries') is not null as ours`;
  if (!ours?.ours) {
    throw new StackError("The database is not one of this version: there is nothing to back up.");
  }
  const [moment] = await tx<{ taken_at: Date; postgres: string }[]>`
    select private.current_time() as taken_at, current_setting('server_version') as postgres`;
  if (moment === undefined) throw new StackError("The database does not say what time it is.");
  const tables: BackedUpTable[] = [];
  for (const table of await describeTables(tx)) tables.push(await dumpTable(tx, directory, table));
  return {
    format: 1,
    taken_at: moment.taken_at.toISOString(),
    postgres: moment.postgres,
    migrations,
    tables,
    // After the rows: a number that was taken meanwhile is not taken twice.
    sequences: [
      ...await tx<{ name: string; value: string }[]>`
        select schemaname || '.' || sequencename as name, last_value::text as value from pg_sequences
        where schemaname in ('public', 'private') and last_value is not null order by 1`,
    ],
    cron: await listCronJobs(tx),
    secrets: await keys.seal(JSON.stringify(await listSecrets(tx))),
    keys: { newest: keys.newestId, used: await listUsedKeys(tx), checks: await listKeyChecks(tx) },
  };
}

async function dumpTable(
  tx: TransactionSql,
  directory: string,
  table: DatabaseTable,
): Promise<BackedUpTable> {
  const file = `${table.name}.copy.gz`;
  const digest = createHash("sha256");
  let rows = 0;
  const copied = await tx.unsafe(`copy ${copyTarget(table)} to stdout`).readable();
  const count = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      // A line break inside a value is written as \n: each byte of it ends a row.
      for (const byte of chunk) rows += Number(byte === 10);
      controller.enqueue(chunk);
    },
  });
  const hash = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      digest.update(chunk);
      controller.enqueue(chunk);
    },
  });
  const target = await Deno.open(`${directory}/${file}`, { write: true, createNew: true, mode: 0o600 });
  await ReadableStream.from(copied).pipeThrough(count).pipeThrough(new CompressionStream("gzip"))
    .pipeThrough(hash).pipeTo(target.writable);
  // The client pauses its connection for a full buffer, and for good where that was the last of the rows: this resumes it.
  copied._read(0);
  return { ...table, file, rows, sha256: digest.digest("hex") };
}

async function listCronJobs(tx: TransactionSql): Promise<Manifest["cron"]> {
  const [found] = await tx`select to_regclass('cron.job') is not null as there`;
  if (!found?.there) return [];
  return [
    ...await tx<Manifest["cron"]>`
      select jobname as name, schedule, command from cron.job
      where jobname is not null and active and command ~ 'private[.]' order by 1`,
  ];
}

/** Tokens and secrets of organisations; where the sweep is and its key are the stack's own, and made anew. */
async function listSecrets(tx: TransactionSql) {
  const [found] = await tx`select to_regclass('vault.decrypted_secrets') is not null as there`;
  if (!found?.there) return [];
  return await tx<{ id: string; name: string | null; description: string; secret: string }[]>`
    select id, name, description, decrypted_secret as secret from vault.decrypted_secrets
    where name is null or name not like 'call\\_scheduler\\_%' order by id`;
}

async function listKeyChecks(tx: TransactionSql): Promise<Manifest["keys"]["checks"]> {
  return [
    ...await tx<Manifest["keys"]["checks"]>`
      select setting, key_id, check_value from private.phone_keys order by setting, key_id`,
  ];
}

/** The ids of the keys that the ciphertexts name. */
async function listUsedKeys(tx: TransactionSql): Promise<string[]> {
  const columns = await tx<{ name: string; column: string }[]>`
    select n.nspname || '.' || c.relname as name, a.attname as column
    from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
    join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('public', 'private')
    where a.attname ~ '_enc$' and not a.attisdropped`;
  const ids = await tx.unsafe<{ id: string }[]>(
    columns.map(({ name, column }) =>
      `select distinct split_part(${column}, '.', 2) as id from ${name} where ${column} is not null`
    )
      .join(" union ") + " order by 1",
  );
  return ids.map(({ id }) => id);
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
