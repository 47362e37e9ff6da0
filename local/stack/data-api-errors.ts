// PostgREST's table from SQLSTATE to status, for the classes that @supabase/lite answers as 500 "SUP" with the code lost.
// https://docs.postgrest.org/en/stable/references/errors.html
const statusByCode: readonly (readonly [prefix: string, status: number])[] = [
  ["P0001", 400],
  ["P0", 500],
  ["08", 503],
  ["53400", 500],
  ["53", 503],
  ["0L", 403],
  ["0P", 403],
  ["28", 403],
  ["23", 400],
  ...["09", "25", "2D", "38", "39", "3B", "40", "54", "57", "58", "F0", "HV", "XX"].map((prefix) =>
    [prefix, 500] as const
  ),
];
const handledByLibrary = /^(42|22|21|55|PT|PGRST|23502|23503|23505|25006)/;

/**
 * Gives an error of Postgres that the library does not know the form of one that it does: what SQL raises with
 * SQLSTATE `PGRST`, which carries code and status of the answer in itself.
 */
export function normalizeSqlError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code: unknown = Reflect.get(error, "code");
  if (typeof code !== "string" || !/^[0-9A-Z]{5}$/.test(code) || handledByLibrary.test(code)) return error;
  const status = statusByCode.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 400;
  const { detail = null, hint = null } = {
    detail: Reflect.get(error, "detail"),
    hint: Reflect.get(error, "hint"),
  };
  return Object.assign(new Error(JSON.stringify({ code, message: error.message, details: detail, hint })), {
    code: "PGRST",
    detail: JSON.stringify({ status, headers: {} }),
  });
}
