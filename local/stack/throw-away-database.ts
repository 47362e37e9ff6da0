import { openProcessRecords } from "./process-records.ts";
import { findFreePort } from "./ports.ts";
import { readStackSettings } from "./settings.ts";
import { startDatabase } from "./start-database.ts";
import { copyDatabaseTemplate, databaseTemplate } from "./with-database-template.ts";

/**
 * Runs `use` with the address of a new embedded database that has all migrations and no data; it is gone afterwards. Where there
 * is a `template` it is a copy of that one.
 */
export async function withThrowAwayDatabase<Result>(
  use: (dbUrl: string) => Promise<Result>,
  template = Deno.env.get(databaseTemplate),
): Promise<Result> {
  const dataDir = await Deno.makeTempDir({ prefix: "call-scheduling-db-" });
  const cleanup = new AsyncDisposableStack();
  cleanup.defer(() => Deno.remove(dataDir, { recursive: true }));
  try {
    await Deno.mkdir(`${dataDir}/logs`);
    if (template !== undefined) await copyDatabaseTemplate(template, dataDir);
    const records = await openProcessRecords(dataDir);
    cleanup.defer(records.clear);
    const dbPort = findFreePort();
    const dbUrl = `postgresql://postgres:postgres@127.0.0.1:${dbPort}/postgres`;
    const settings = { ...readStackSettings({}), dataDir, durable: false, seed: false };
    await startDatabase(settings, { dbUrl, dbPort, records, cleanup });
    return await use(dbUrl);
  } finally {
    await cleanup.disposeAsync();
  }
}
