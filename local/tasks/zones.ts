import { nextVersion } from "../schema/make-migration.ts";
import { listMigrationNames } from "../schema/migration-history.ts";
import { projectRoot } from "../stack/paths.ts";
import { writeZoneRows } from "../zones/write-zone-rows.ts";
import { printLine } from "./print.ts";
import { refuseArguments } from "./read-arguments.ts";
import { runTask } from "./run-task.ts";

// Writes the migration that brings the facts about zones to what local/zones knows.
await runTask(async () => {
  refuseArguments("zones");
  const version = nextVersion(await listMigrationNames(projectRoot), new Date());
  const path = `supabase/migrations/${version}_zone_facts.sql`;
  await Deno.writeTextFile(projectRoot + path, writeZoneRows());
  printLine(`wrote ${path}`);
  return 0;
});
