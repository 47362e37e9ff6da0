import postgres, { type Sql } from "postgres";
import { applyMigrations, applySeed } from "./apply-migrations.ts";
import { type RunningPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
import { installPlatform, type StandIns } from "./install-platform.ts";
import { removeIfThere } from "./private-file.ts";
import type { ProcessRecords } from "./process-records.ts";
import { refuseUnknownMigrations } from "./refuse-unknown-migrations.ts";
import { resetDatabase } from "./reset-database.ts";
import type { StackSettings } from "./settings.ts";
import { StackError } from "./stack-error.ts";

export interface Database {
  sql: Sql;
  standIns: StandIns;
  /** Resolves when the embedded server has ended; never for an outside one. */
  ended: Promise<void>;
}

/**
 * A database with the platform's base, all migrations and, on its first start, the demo data. What it opened is handed
 * to `cleanup`, also when a later step fails.
 */
export async function startDatabase(
  settings: StackSettings,
  { dbUrl, dbPort, records, cleanup }: {
    dbUrl: string;
    dbPort: number;
    records: ProcessRecords;
    cleanup: AsyncDisposableStack;
  },
): Promise<Database> {
  let server: RunningPostgres | undefined;
  if (settings.dbUrl === undefined) {
    if (settings.reset) await removeIfThere(`${settings.dataDir}/postgres`);
    server = await startEmbeddedPostgres({
      dataDir: settings.dataDir,
      logFile: `${settings.dataDir}/logs/postgres.log`,
      port: dbPort,
      durable: settings.durable,
      records,
    });
    cleanup.defer(server.stop);
  }
  const sql = postgres(dbUrl, {
    max: 5,
    onnotice: (notice) => {
      if (notice.severity === "WARNING") settings.log(`database: ${notice.message}`);
    },
  });
  cleanup.defer(() => sql.end({ timeout: 1 }));
  await assertUsable(sql);
  if (settings.dbUrl !== undefined && settings.reset) await resetDatabase(sql);
  await refuseUnknownMigrations(sql, settings.migrationsDir);
  const standIns = await installPlatform(sql);
  for (const name of await applyMigrations(sql, settings.migrationsDir)) settings.log(`migrated ${name}`);
  if (settings.seed && await applySeed(sql, settings.seedFile)) settings.log("demo data written");
  return { sql, standIns, ended: server?.ended ?? new Promise(() => {}) };
}

async function assertUsable(sql: Sql): Promise<void> {
  const [server] = await sql<{ version: number; superuser: boolean }[]>`
    select current_setting('server_version_num')::int as version, current_setting('is_superuser')::boolean as superuser`
    .catch((error) => {
      throw new StackError(`The database does not answer (${error.message}): check LOCAL_DB_URL.`);
    });
  if (!server || server.version < 150000 || !server.superuser) {
    throw new StackError("LOCAL_DB_URL must be the address of a superuser on PostgreSQL 15 or newer.");
  }
}
