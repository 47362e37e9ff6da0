import { portBusy } from "./ports.ts";
import type { ServedProcess } from "./served-process.ts";

export interface Gateway {
  url: string;
  close(): Promise<void>;
}

export interface Routes {
  dataApi: ServedProcess | undefined;
  functions: ReadonlyMap<string, ServedProcess>;
}

const about = `This is a local stack of the call scheduling service.
/auth/v1       sign-in (Supabase Auth)
/rest/v1       the database (PostgREST)
/functions/v1  the functions: call-scheduling, sweep, sync, bolna-webhook
\`deno task status\` prints the addresses and keys.
`;

/** The one address of the stack, as a Supabase project has it. `routes` is asked again for every request. */
export function startGateway(port: number, routes: () => Routes): Gateway {
  const abort = new AbortController();
  const server = listen(port, abort.signal, (request) => route(request, routes()));
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    close: async () => {
      // What is still running may finish, but a hanging client does not hold up the end.
      const patience = setTimeout(() => abort.abort(), 1_000);
      await server.shutdown().finally(() => clearTimeout(patience));
    },
  };
}

function listen(
  port: number,
  signal: AbortSignal,
  handler: (request: Request) => Response | Promise<Response>,
) {
  try {
    return Deno.serve({ hostname: "127.0.0.1", port, signal, onListen: () => {} }, handler);
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) throw portBusy(port, "LOCAL_API_PORT");
    throw error;
  }
}

function route(request: Request, { dataApi, functions }: Routes): Response | Promise<Response> {
  const url = new URL(request.url);
  if (url.pathname === "/") return new Response(about);
  const [, name] = /^\/functions\/v1\/([^/]+)/.exec(url.pathname) ?? [];
  if (name !== undefined) {
    const target = functions.get(name);
    if (target === undefined) return refuse(404, "function_not_found", `There is no function "${name}".`);
    return forward(request, target, url.pathname.slice("/functions/v1".length) + url.search, name);
  }
  if (/^\/(auth|rest)\/v1(\/|$)/.test(url.pathname) && dataApi) {
    return forward(request, dataApi, url.pathname + url.search, "The API");
  }
  return refuse(404, "not_found", `There is nothing at ${url.pathname}.`);
}

async function forward(
  request: Request,
  target: ServedProcess,
  path: string,
  name: string,
): Promise<Response> {
  const { url } = target;
  if (url === undefined) return refuse(503, "starting", `${name} is starting; try again in a moment.`);
  const headers = new Headers(request.headers);
  headers.delete("host");
  // This server compresses for the client by itself.
  headers.set("accept-encoding", "identity");
  try {
    const answer = await fetch(url + path, {
      method: request.method,
      headers,
      body: request.body,
      redirect: "manual",
    });
    return new Response(answer.body, answer);
  } catch {
    return target.url === url
      ? refuse(502, "bad_gateway", `${name} broke off without an answer.`)
      : refuse(503, "starting", `${name} is starting again; try again in a moment.`);
  }
}

function refuse(status: number, code: string, error: string): Response {
  return Response.json(
    { success: false, error, details: error, code, request_id: crypto.randomUUID() },
    { status, headers: status === 503 ? { "retry-after": "1" } : {} },
  );
}
