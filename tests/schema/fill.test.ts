import assert from "node:assert/strict";
import { fillTables } from "../../local/schema/check-upgrade.ts";
import { applyMigrations, applySeed } from "../../local/stack/apply-migrations.ts";
import { takeRows } from "../../local/schema/take-rows.ts";
import { migrationsDir, projectRoot, seedFile } from "../../local/stack/paths.ts";
import { withThrowAwayServer } from "../../local/stack/throw-away-server.ts";

Deno.test("demo data and local/schema/fill.sql put a row into every table, so that no migration loses one unseen", async () => {
  await withThrowAwayServer(async (createDatabase) => {
    const { sql } = await createDatabase();
    await applyMigrations(sql, migrationsDir);
    await applySeed(sql, seedFile);
    await fillTables(sql, projectRoot);
    const empty = [...await takeRows(sql)].filter(([, { rows }]) => rows.length === 0).map(([table]) =>
      table
    );
    assert.deepEqual(empty, [], "write a row for each of these into local/schema/fill.sql");
  });
});
