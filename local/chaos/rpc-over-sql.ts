import type { Sql } from "postgres";

interface SqlFunction {
  name: string;
  returnsSet: boolean;
  /** Parameter name to type. */
  parameters: Map<string, string>;
}

/**
 * A `fetch` that answers `POST …/rest/v1/rpc/<function>` as PostgREST does, straight from the database: about a tenth of
 * the time that HTTP and the Data API take, and the whole client stays in the test. `sql` is a connection that has the role
 * of the caller.
 */
export async function createRpcFetch(sql: Sql): Promise<typeof fetch> {
  const functions = new Map((await readFunctions(sql)).map((found) => [found.name, found]));
  return async (input, init) => {
    // A Request is made only of what is not as supabase-js gives it: to make one costs as much as the rest.
    const url = input instanceof Request ? input.url : `${input}`;
    const body = typeof init?.body === "string" ? init.body : await new Request(input, init).text();
    const found = functions.get(new URL(url).pathname.split("/").at(-1) ?? "");
    if (found === undefined) {
      return Response.json({ code: "PGRST202", message: url }, { status: 404 });
    }
    try {
      const [row] = await sql.unsafe<{ body: string }[]>(writeCall(found, body), [body], { prepare: true });
      return new Response(row?.body ?? "null", { headers: { "content-type": "application/json" } });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return Response.json({ code: String(Reflect.get(error, "code")), message: error.message }, {
        status: 400,
      });
    }
  };
}

function writeCall({ name, returnsSet, parameters }: SqlFunction, body: string): string {
  const given = Object.keys(JSON.parse(body));
  const columns = given.map((parameter) => `${parameter} ${parameters.get(parameter) ?? "text"}`).join(", ");
  const passed = given.map((parameter) => `${parameter} => a.${parameter}`).join(", ");
  const source = given.length > 0
    ? `jsonb_to_record($1::text::jsonb) as a(${columns}), lateral public.${name}(${passed}) as r`
    : `(select $1::text) as a, lateral public.${name}() as r`;
  const result = returnsSet ? "coalesce(jsonb_agg(to_jsonb(r)), '[]')" : "coalesce(to_jsonb(r), 'null')";
  return `select ${result}::text as body from ${source}`;
}

async function readFunctions(sql: Sql): Promise<SqlFunction[]> {
  const rows = await sql<{ name: string; returns_set: boolean; names: string[] | null; types: string[] }[]>`
    select p.proname as name, p.proretset as returns_set, p.proargnames as names,
      array(select format_type(t, null) from unnest(p.proargtypes) with ordinality u(t, n) order by n) as types
    from pg_proc p where p.pronamespace = 'public'::regnamespace`;
  return rows.map(({ name, returns_set, names, types }) => ({
    name,
    returnsSet: returns_set,
    parameters: new Map(types.map((type, index) => [names?.[index] ?? "", type])),
  }));
}
