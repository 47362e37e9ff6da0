import postgres from "postgres";

const lookEveryMs = 1_000;
const patienceMs = 5_000;
/** What the stack then tells of: the process ended with this code. */
const wedged = 70;

export interface Pool {
  dbUrl: string;
  /** By which Postgres knows its connections. */
  applicationName: string;
  size: number;
}

/**
 * The database's driver can lose a connection for good: one that is closed while a write waits for its turn never writes
 * again, and whoever is given it waits for ever. This ends the process, which the stack starts again, when the same request
 * has waited for 5 s and Postgres, asked beside the pool three times, has fewer transactions of some seconds than there are
 * requests that old. Returns what counts a request.
 */
export function endWhenWedged(pool: Pool) {
  const waitingSince = new Map<symbol, number>();
  let suspect: symbol | undefined;
  let looks = 0;

  const look = async () => {
    const late = [...waitingSince].filter(([, since]) => performance.now() - since > patienceMs);
    const [oldest] = late[0] ?? [];
    const atWork = oldest && await countAtWork(pool);
    const isLost = atWork !== undefined && atWork < Math.min(late.length, pool.size);
    looks = isLost && (looks === 0 || oldest === suspect) ? looks + 1 : 0;
    suspect = oldest;
    if (looks === 3) Deno.exit(wedged);
  };
  const keepLooking = () => setTimeout(() => look().finally(keepLooking), lookEveryMs);
  keepLooking();

  return async <Answer>(answer: () => Promise<Answer>): Promise<Answer> => {
    const request = Symbol();
    waitingSince.set(request, performance.now());
    try {
      return await answer();
    } finally {
      waitingSince.delete(request);
    }
  };
}

/** undefined: Postgres does not answer, so that nothing is known. */
async function countAtWork({ dbUrl, applicationName }: Pool): Promise<number | undefined> {
  const sql = postgres(dbUrl, { max: 1, fetch_types: false, connect_timeout: 2, onnotice: () => {} });
  try {
    const [told] = await sql<{ count: number }[]>`
      select count(*)::int from pg_stat_activity
      where application_name = ${applicationName} and state <> 'idle' and xact_start < clock_timestamp() - interval '3 seconds'`;
    return told?.count;
  } catch {
    return undefined;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
