import type { Sql } from "postgres";
import { applyMigrations, applySeed } from "../stack/apply-migrations.ts";
import { readSqlError } from "../stack/read-sql-error.ts";
import { findLostData } from "./find-lost-data.ts";
import { listMigrationNames, readMigrationHistory } from "./migration-history.ts";
import { readMeantChanges } from "./read-meant-changes.ts";
import { runGit, splitLines } from "./run-git.ts";
import { takeRows } from "./take-rows.ts";

const fillFile = "local/schema/fill.sql";
const seedFile = "supabase/seed.sql";
const migrations = "supabase/migrations";

export interface Upgrade {
  /** In a sentence, what was upgraded from what. */
  from: string;
  /** One line for each loss. */
  lost: string[];
}

/**
 * Makes and fills a database as of the commit before the newest migration, with that commit's migrations, demo data and
 * fill.sql, and brings it up to date with the migrations that lie in `root` now. While there is a single migration, it
 * is applied twice.
 */
export async function checkUpgrade(root: string, sql: Sql): Promise<Upgrade> {
  await using past = await openPast(root);
  await applyMigrations(sql, `${past.directory}/${migrations}`);
  await applySeed(sql, `${past.directory}/${seedFile}`);
  await fillTables(sql, past.directory);
  const before = await takeRows(sql);
  const fresh = await applyMigrations(sql, `${root}/${migrations}`);
  await applySeed(sql, `${root}/${seedFile}`);
  const texts = await Promise.all(fresh.map((name) => Deno.readTextFile(`${root}/${migrations}/${name}`)));
  const meant = new Set(texts.flatMap(readMeantChanges));
  return {
    from: past.commit === undefined
      ? "there is a single migration and nothing older to come from; its data outlive a second run"
      : `a filled database of commit ${past.commit.slice(0, 10)} has taken ${fresh.join(", ")}`,
    lost: findLostData(before, await takeRows(sql), meant),
  };
}

/** Writes the rows of `root`'s fill.sql. */
export async function fillTables(sql: Sql, root: string): Promise<void> {
  const text = await Deno.readTextFile(`${root}/${fillFile}`);
  await sql.unsafe(text).simple().catch((error) => {
    throw readSqlError(error, fillFile, text);
  });
}

interface Past extends AsyncDisposable {
  /** Where its migrations, seed.sql and fill.sql lie, as they do in the repository. */
  directory: string;
  /** Undefined: it is the present. */
  commit?: string;
}

async function openPast(root: string): Promise<Past> {
  const names = await listMigrationNames(root);
  if (names.length < 2) return { directory: root, [Symbol.asyncDispose]: () => Promise.resolve() };
  const newest = (await readMigrationHistory(root)).find(({ fileName }) => fileName === names.at(-1));
  const before = newest === undefined ? "HEAD" : `${newest.commit}^`;
  const commit = (await runGit(root, "rev-parse", before)).trim();
  const directory = await Deno.makeTempDir({ prefix: "call-scheduling-past-" });
  for (const path of splitLines(await runGit(root, "ls-tree", "-r", "--name-only", commit))) {
    if (path !== fillFile && path !== seedFile && !path.startsWith(`${migrations}/`)) continue;
    await Deno.mkdir(`${directory}/${path.slice(0, path.lastIndexOf("/"))}`, { recursive: true });
    await Deno.writeTextFile(`${directory}/${path}`, await runGit(root, "show", `${commit}:${path}`));
  }
  return { directory, commit, [Symbol.asyncDispose]: () => Deno.remove(directory, { recursive: true }) };
}
