import { createMiddleware } from "hono/factory";
import { ApiError } from "../../_shared/platform/errors.ts";

type Route = { method: string; path: string };

/**
 * 405 with `Allow` for a path that exists under other methods. `routes` is asked on the first request, when all are
 * registered. Where a fixed and a variable path both fit (`…/statistics`, `…/:id`), the fixed one is meant.
 */
export function refuseWrongMethods(routes: () => Route[]) {
  let table:
    | Map<string, { pattern: RegExp; variables: number; methods: Set<string> }>
    | undefined;
  return createMiddleware(async (c, next) => {
    table ??= buildTable(routes());
    const [best] = [...table.values()]
      .filter(({ pattern }) => pattern.test(c.req.path))
      .sort((one, other) => one.variables - other.variables);
    if (best && !best.methods.has(c.req.method)) {
      const allow = [...best.methods].join(", ");
      throw new ApiError({
        status: 405,
        code: "method_not_allowed",
        error: `This address does not take ${c.req.method}.`,
        details: `It takes ${allow}.`,
        headers: { allow },
      });
    }
    await next();
  });
}

function buildTable(routes: Route[]) {
  const table = new Map<
    string,
    { pattern: RegExp; variables: number; methods: Set<string> }
  >();
  for (
    const { method, path } of routes.filter((route) => route.method !== "ALL")
  ) {
    const entry = table.get(path) ?? {
      pattern: new RegExp(`^${path.replace(/[.]/g, "\\$&").replace(/:\w+/g, "[^/]+")}$`),
      variables: path.split(":").length,
      methods: new Set<string>(),
    };
    entry.methods.add(method);
    if (method === "GET") entry.methods.add("HEAD");
    table.set(path, entry);
  }
  return table;
}
