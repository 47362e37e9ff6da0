import { z } from "zod";

const contextSchema = z.object({
  auth: z.object({
    role: z.string().nullish(),
    uid: z.string().nullish(),
    jwt: z.record(z.string(), z.unknown()).nullish(),
  }).nullish(),
  storage: z.object({ operation: z.string().nullish() }).nullish(),
});
const requestSchema = z.object({
  method: z.string(),
  path: z.string(),
  requestHeaders: z.record(z.string(), z.string()).nullish(),
});

interface Transaction {
  executeQuery(query: unknown): Promise<unknown>;
}

/**
 * The library tells Postgres who asks in eleven statements, each a round trip while the transaction is open; PostgREST does
 * it in one. This does it in two, one for the user and one for the request.
 */
export function setContextInOneStatement(connection: object): void {
  if (!Reflect.has(connection, "applyJwtSessionContext") || !Reflect.has(connection, "applyRpcRequestGucs")) {
    throw new Error("@supabase/lite has changed: it sets the session's context in another way.");
  }
  Object.assign(connection, {
    applyJwtSessionContext: (transaction: Transaction, given: unknown) => {
      const { auth, storage } = contextSchema.parse(given);
      const role = auth?.role || "anon";
      return setConfig(transaction, {
        role,
        "request.jwt.claim.sub": auth?.uid ?? "",
        "request.jwt.claim.role": role,
        "storage.operation": storage?.operation ?? "",
        ...(auth?.jwt ? { "request.jwt.claims": JSON.stringify(auth.jwt) } : {}),
      });
    },
    applyRpcRequestGucs: (transaction: Transaction, given: unknown) => {
      const { method, path, requestHeaders } = requestSchema.parse(given);
      return setConfig(transaction, {
        "response.status": "",
        "response.headers": "",
        "request.method": method,
        "request.path": path,
        "request.headers": JSON.stringify(requestHeaders ?? {}),
      });
    },
  });
}

/** For the transaction; names are ours, values are parameters. */
async function setConfig(transaction: Transaction, values: Record<string, string>): Promise<void> {
  const calls = Object.keys(values).map((name, index) => `set_config('${name}', $${index + 1}, true)`);
  const sql = `select ${calls.join(", ")}`;
  await transaction.executeQuery({
    sql,
    parameters: Object.values(values),
    query: { kind: "RawNode", sqlFragments: [sql], parameters: [] },
    queryId: { queryId: crypto.randomUUID() },
  });
}
