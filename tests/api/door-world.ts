import type { TestStack } from "../support/start-test-stack.ts";

export type Door = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<{ status: number; text: string }>;

/** The Data API as whoever has the key, or the token beside it; `path` begins behind `/rest/v1/`. */
export function openDataApi({ apiUrl }: TestStack, apikey: string, token = apikey): Door {
  return async (method, path, body, headers) => {
    const answer = await fetch(`${apiUrl}/rest/v1/${path}`, {
      method,
      headers: {
        apikey,
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, text: await answer.text() };
  };
}

/** The Data API as each of the demo users, as nobody, and as the functions with their secret key. */
export async function openAllDoors(stack: TestStack) {
  const as = async (email: string) => openDataApi(stack, stack.publishableKey, await stack.signIn(email));
  const [admin, member, viewer, rival] = await Promise.all(
    ["admin@acme.test", "member@acme.test", "viewer@acme.test", "admin@globex.test"].map(as),
  );
  if (!admin || !member || !viewer || !rival) throw new Error("Not everybody could sign in.");
  return {
    users: { admin, member, viewer, rival, anonymous: openDataApi(stack, stack.publishableKey) },
    service: openDataApi(stack, stack.secretKey),
  };
}

/** Every row of every table of ours, as text by table. */
export async function readEverything({ sql }: TestStack): Promise<Record<string, string>> {
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'private') order by 1`;
  const rows: Record<string, string> = {};
  for (const { name } of tables) {
    const [read] = await sql.unsafe<{ text: string }[]>(
      `select coalesce(json_agg(t order by t::text)::text, '') as text from ${name} t`,
    );
    rows[name] = read?.text ?? "";
  }
  return rows;
}
