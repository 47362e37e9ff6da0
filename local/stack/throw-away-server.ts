import postgres, { type Sql } from "postgres";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";
import { installPlatform } from "./install-platform.ts";
import { openProcessRecords } from "./process-records.ts";

export interface NewDatabase {
  /** A superuser's address. */
  url: string;
  sql: Sql;
}

/**
 * Runs `use` beside a new embedded server, which makes any number of databases, each with what a Supabase project has
 * from the start. All of it is gone afterwards.
 */
export async function withThrowAwayServer<Result>(
  use: (createDatabase: () => Promise<NewDatabase>) => Promise<Result>,
): Promise<Result> {
  await using cleanup = new AsyncDisposableStack();
  const dataDir = await Deno.makeTempDir({ prefix: "call-scheduling-db-" });
  cleanup.defer(() => Deno.remove(dataDir, { recursive: true }));
  await Deno.mkdir(`${dataDir}/logs`);
  const server = await startEmbeddedPostgres({
    dataDir,
    logFile: `${dataDir}/logs/postgres.log`,
    port: 0,
    durable: false,
    records: await openProcessRecords(dataDir),
  });
  cleanup.defer(server.stop);
  const connect = (url: string) => {
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    cleanup.defer(() => sql.end({ timeout: 1 }));
    return sql;
  };
  const admin = connect(server.url);
  let made = 0;
  return await use(async () => {
    const name = `database_${++made}`;
    await admin.unsafe(`create database ${name}`);
    const url = server.url.replace(/\/postgres$/, `/${name}`);
    const sql = connect(url);
    await installPlatform(sql);
    return { url, sql };
  });
}
