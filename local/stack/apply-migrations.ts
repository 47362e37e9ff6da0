import { basename } from "node:path";
import { hex } from "@scure/base";
import type { Sql, TransactionSql } from "postgres";
import { readSqlError } from "./read-sql-error.ts";
import { StackError } from "./stack-error.ts";

const history = `
  create schema if not exists supabase_migrations;
  create table if not exists supabase_migrations.schema_migrations (version text not null primary key);
  alter table supabase_migrations.schema_migrations add column if not exists statements text[];
  alter table supabase_migrations.schema_migrations add column if not exists name text;
  create table if not exists supabase_migrations.seed_files (path text not null primary key, hash text not null);`;

/**
 * Applies what is new in `directory`, in order, each file in one transaction, and records it as the Supabase CLI does,
 * so that a later `supabase db push` finds nothing to do. Returns the names applied. Throws StackError naming file and
 * line of an SQL error, and when an applied file was changed.
 */
export async function applyMigrations(sql: Sql, directory: string): Promise<string[]> {
  await sql.unsafe(history).simple();
  const applied = new Map(
    (await sql<{ version: string; text: string | null }[]>`
      select version, case when cardinality(statements) = 1 then statements[1] end as text
      from supabase_migrations.schema_migrations`)
      .map((row) => [row.version, row.text]),
  );
  const fresh: string[] = [];
  for (const file of await listMigrations(directory)) {
    const text = await Deno.readTextFile(`${directory}/${file.fileName}`);
    if (!applied.has(file.version)) {
      await applyFile(sql, file, text);
      fresh.push(file.fileName);
    } else if (wasChanged(applied.get(file.version), text)) {
      throw new StackError(
        `${file.fileName} was changed after it was applied here: start with --reset, or write a new migration.`,
      );
    }
  }
  return fresh;
}

/** Runs the demo data once per database. Returns false when it was there already or there is no file. */
export async function applySeed(sql: Sql, file: string): Promise<boolean> {
  const text = await Deno.readTextFile(file).catch(() => undefined);
  if (text === undefined) return false;
  const path = `supabase/${basename(file)}`;
  const [known] = await sql`select 1 from supabase_migrations.seed_files where path = ${path}`;
  if (known) return false;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  const hash = hex.encode(digest);
  await runAsPostgres(sql, path, text, (tx) =>
    tx`
    insert into supabase_migrations.seed_files (path, hash) values (${path}, ${hash})`);
  return true;
}

/** Only a whole file recorded here can be compared: the CLI records single statements without their last line break. */
function wasChanged(recorded: string | null | undefined, text: string): boolean {
  return recorded?.endsWith("\n") === true && recorded !== text;
}

export interface MigrationFile {
  fileName: string;
  version: string;
  name: string;
}

/** The migrations of `directory`, in the order in which they are applied. */
export async function listMigrations(directory: string): Promise<MigrationFile[]> {
  const files: MigrationFile[] = [];
  for await (const entry of Deno.readDir(directory)) {
    const [, version, name] = /^(\d+)_(.*)\.sql$/.exec(entry.name) ?? [];
    if (version !== undefined && name !== undefined) files.push({ fileName: entry.name, version, name });
  }
  return files.sort((a, b) => a.fileName < b.fileName ? -1 : 1);
}

async function applyFile(sql: Sql, file: MigrationFile, text: string): Promise<void> {
  await runAsPostgres(sql, file.fileName, text, (tx) =>
    tx`
    insert into supabase_migrations.schema_migrations (version, name, statements)
    values (${file.version}, ${file.name}, ${[text]})`);
}

/** In one transaction: the file under the role that migrations have on hosted Supabase, then the record of it. */
async function runAsPostgres(
  sql: Sql,
  name: string,
  text: string,
  record: (tx: TransactionSql) => Promise<unknown>,
): Promise<void> {
  try {
    await sql.begin(async (tx) => {
      await tx`set local role postgres`;
      await tx.unsafe(text).simple();
      await record(tx);
    });
  } catch (error) {
    throw readSqlError(error, name, text);
  }
}
