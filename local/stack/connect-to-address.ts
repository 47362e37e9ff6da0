import postgres, { type Sql } from "postgres";
import { StackError } from "./stack-error.ts";

/**
 * One connection to a database that somebody named. Throws a StackError where it is no address of one, or nothing answers there;
 * the address itself is not said, for a password may be in it.
 */
export async function connectToAddress(address: string): Promise<Sql> {
  if (!isDatabaseAddress(address)) {
    throw new StackError(
      "The database's address must be like postgresql://user:password@host:5432/postgres.",
    );
  }
  const sql = postgres(address, { max: 1, onnotice: () => {} });
  try {
    await sql`select`;
    return sql;
  } catch (error) {
    await sql.end({ timeout: 1 });
    throw new StackError(
      `The database does not answer (${error instanceof Error ? error.message : error}): check its address.`,
    );
  }
}

export function isDatabaseAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^postgres(ql)?:$/.test(url.protocol);
}
