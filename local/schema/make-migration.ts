import { applyMigrations } from "../stack/apply-migrations.ts";
import { StackError } from "../stack/stack-error.ts";
import { withThrowAwayServer } from "../stack/throw-away-server.ts";
import { applySchemas } from "./apply-schemas.ts";
import { compareDescriptions, describeDatabase } from "./describe-database.ts";
import type { Differ } from "./diff-databases.ts";
import { listMigrationNames } from "./migration-history.ts";

export interface NewMigration {
  /** From the root. Undefined: migrations and schemas make the same already. */
  path?: string;
  /** What the differ did not see, or could not bring about: to be written into the file by hand. */
  byHand: string[];
}

/**
 * Writes the migration that brings a database from the migrations of `root` to its schema files, named by `now`. It is to
 * be read and corrected: the differ knows nothing of data, and drops what was renamed. Throws StackError on a bad name.
 */
export async function makeMigration(
  root: string,
  { name, now, differ }: { name: string; now: Date; differ: Differ },
): Promise<NewMigration> {
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name) || name.length > 60) {
    throw new StackError(
      `"${name}" is no name for a migration: say in small letters and underscores what it does, such as add_call_windows.`,
    );
  }
  const directory = `${root}/supabase/migrations`;
  return await withThrowAwayServer(async (createDatabase) => {
    const [before, wanted] = [await createDatabase(), await createDatabase()];
    await applyMigrations(before.sql, directory);
    await applySchemas(wanted.sql, `${root}/supabase/schemas`);
    const differences = async () =>
      compareDescriptions(
        ["the migrations", await describeDatabase(before.sql)],
        ["the schemas", await describeDatabase(wanted.sql)],
      );
    const statements = await differ(before.url, wanted.url);
    if (statements === "" && (await differences()).length === 0) return { byHand: [] };
    const path = `supabase/migrations/${nextVersion(await listMigrationNames(root), now)}_${name}.sql`;
    await Deno.writeTextFile(`${root}/${path}`, `${statements}\n`);
    try {
      await applyMigrations(before.sql, directory);
    } catch (error) {
      if (error instanceof StackError) return { path, byHand: [error.message] };
      throw error;
    }
    return { path, byHand: await differences() };
  });
}

/** The UTC time; one more than the last where clocks disagree: a migration that comes before it would never be applied. */
export function nextVersion(names: readonly string[], now: Date): number {
  const time = Number(now.toISOString().replaceAll(/\D/g, "").slice(0, 14));
  return Math.max(time, Number.parseInt(names.at(-1) ?? "0") + 1);
}
