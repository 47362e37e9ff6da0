import { applyMigrations } from "../stack/apply-migrations.ts";
import { withThrowAwayServer } from "../stack/throw-away-server.ts";
import { applySchemas } from "./apply-schemas.ts";
import { checkUpgrade } from "./check-upgrade.ts";
import type { Differ } from "./diff-databases.ts";
import { findChangedMigrations } from "./find-changed-migrations.ts";
import { findDifferences } from "./find-differences.ts";

export interface Finding {
  /** What was looked at. */
  name: string;
  /** A line or more each; none: it holds. */
  problems: string[];
}

/**
 * Does the repository in `root` hold what it says of its database: no committed migration was changed, migrations and
 * schema files make the same, and a filled database of before the newest migration comes to the same too and keeps its
 * data.
 */
export async function checkSchema(root: string, differ: Differ): Promise<Finding[]> {
  const frozen = { name: "committed migrations never change", problems: await findChangedMigrations(root) };
  const databases = await withThrowAwayServer(async (createDatabase) => {
    const schemas = { name: "the schemas", ...await createDatabase() };
    await applySchemas(schemas.sql, `${root}/supabase/schemas`);
    const migrations = { name: "the migrations", ...await createDatabase() };
    await applyMigrations(migrations.sql, `${root}/supabase/migrations`);
    const upgraded = { name: "the upgraded database", ...await createDatabase() };
    const { from, lost } = await checkUpgrade(root, upgraded.sql);
    return [
      {
        name: "migrations and schemas make the same database",
        problems: await findDifferences(migrations, schemas, differ),
      },
      { name: `nothing is lost on the way up: ${from}`, problems: lost },
      {
        name: "the upgraded database and the schemas' are the same",
        problems: await findDifferences(upgraded, schemas, differ),
      },
    ];
  });
  return [frozen, ...databases];
}
