import type { Sql } from "postgres";

/**
 * Whether this Postgres ends what waits too long, as every one does but one that runs on another date (see .ci/other-date): there
 * its signal handlers see the real clock, so neither a statement nor a wait for a lock ever times out.
 */
export async function endsByTimeout(sql: Sql): Promise<boolean> {
  try {
    await sql.begin(async (tx) => {
      await tx`set local statement_timeout = '100ms'`;
      await tx`select pg_sleep(1)`;
    });
    return false;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "57014") return true;
    throw error;
  }
}
