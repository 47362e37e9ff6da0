import { PostgrestClient } from "@supabase/postgrest-js";
import type * as z from "zod";
import type { DatabaseShape, RelationName, RowSchema } from "./database-shape.ts";
import type { Settings } from "./settings.ts";

type Connection = Pick<Settings, "supabaseUrl" | "publishableKey" | "secretKeys">;
/** The Data API, typed by what is generated from the database. */
export type Database = PostgrestClient<DatabaseShape>;
/** With the secret key. */
export type ServiceDatabase = Database;

const timeoutMilliseconds = 10_000;

/** Acts as the user whose access token it is: row-level security decides what it sees. One per request. */
export function createUserClient({ supabaseUrl, publishableKey }: Connection, accessToken: string): Database {
  return connect(supabaseUrl, { apikey: publishableKey, Authorization: `Bearer ${accessToken}` });
}

/** Acts as the service role. For the workers' SQL functions only, which hold the invariants themselves. */
export function createServiceClient(
  { supabaseUrl, secretKeys }: Pick<Connection, "supabaseUrl" | "secretKeys">,
  options: { fetch?: typeof fetch } = {},
): ServiceDatabase {
  const [secretKey] = secretKeys;
  if (secretKey === undefined) throw new Error("There is no secret key.");
  return connect(supabaseUrl, { apikey: secretKey, Authorization: `Bearer ${secretKey}` }, options.fetch);
}

// The Data API's client alone: supabase-js is three times as much to load, for parts that no worker uses.
function connect(url: string, headers: Record<string, string>, fetchWith = fetchWithin): Database {
  // A repeated read only hides an outage for seconds: the caller hears 503 and decides.
  return new PostgrestClient<DatabaseShape>(`${url}/rest/v1`, { headers, fetch: fetchWith, retry: false });
}

function fetchWithin(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  return fetch(input, { ...init, signal: init?.signal ?? AbortSignal.timeout(timeoutMilliseconds) });
}

/** The columns of a table or view that a row's schema names, as `select` takes them. */
export function columnsOf<Name extends RelationName, Shape extends z.ZodRawShape>(
  _relation: Name,
  row: RowSchema<Name, Shape>,
): string {
  return Object.keys(row.shape).join(",");
}

/** A refusal or failure of the database. `code` is an SQLSTATE or a PGRST code, empty when nothing answered. */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";

  constructor(readonly operation: string, readonly code: string, readonly status: number, message: string) {
    // Postgres quotes values in its messages: only the classes about our own SQL are kept.
    super(`${operation} failed (${code || "no answer"})${/^(42|PGRST)/.test(code) ? `: ${message}` : ""}`);
  }

  /** Nothing answered, or the database is overloaded, stopping or too slow: asking again later may help. */
  get isOutage(): boolean {
    return this.code === "" || /^(08|53|57|PGRST00)/.test(this.code) || this.status === 0 ||
      this.status >= 502;
  }
}

type Answer = { data: unknown; error: { code: string; message: string } | null; status: number };

/**
 * The answer of a query, parsed. `operation` names the query in logs.
 * Throws a `DatabaseError` when the database refused or did not answer, a ZodError when it answered something else.
 */
export async function query<Schema extends z.ZodType>(
  operation: string,
  schema: Schema,
  request: PromiseLike<Answer>,
): Promise<z.output<Schema>> {
  const { data, error, status } = await request;
  if (error) throw new DatabaseError(operation, error.code, status, error.message);
  return schema.parse(data);
}
