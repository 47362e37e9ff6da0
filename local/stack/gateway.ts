import { answerWithConsole, type ConsoleFiles } from "../console/console-files.ts";
import { portBusy } from "./ports.ts";
import type { ServedProcess } from "./served-process.ts";

export interface Gateway {
  url: string;
  close(): Promise<void>;
}

export interface Routes {
  /** Undefined where it was not built: `/` says in words what is here then. */
  console: { files: ConsoleFiles; publishableKey: string } | undefined;
  dataApi: ServedProcess | undefined;
  functions: ReadonlyMap<string, ServedProcess>;
}

const about = `This is a local stack of the call scheduling service.
/auth/v1       sign-in (Supabase Auth)
/rest/v1       the database (PostgREST)
/functions/v1  the functions: call-scheduling, sweep, sync, bolna-webhook, agent-tools, report, metrics
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

/** What is passed on, as it is spelled: a method's name tells capitals apart (RFC 9110, 9.1). */
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
/** Known, and never passed on: they would show a client's headers, or open a way through. */
const forbiddenMethods = ["CONNECT", "TRACE", "TRACK"];

function route(request: Request, { console, dataApi, functions }: Routes): Response | Promise<Response> {
  const { method } = request;
  if (forbiddenMethods.includes(method)) {
    return refuse(405, "method_not_allowed", `${method} is not taken here.`, { allow: methods.join(", ") });
  }
  if (!methods.includes(method)) {
    return refuse(
      501,
      "method_unknown",
      `There is no method "${method}" here: take one of ${methods.join(", ")}.`,
    );
  }
  const url = new URL(request.url);
  const page = console && answerWithConsole(console.files, {
    // From the address that the reader sees, by whatever name of this machine: another one would be another origin.
    apiUrl: "./",
    functionsUrl: "./functions/v1",
    publishableKey: console.publishableKey,
    realtime: false,
    name: "Call scheduling",
  }, { method, path: url.pathname });
  if (page !== undefined) return page;
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
  if (url === undefined) return refuseForNow(`${name} is starting; try again in a moment.`);
  // This server compresses for the client by itself.
  const headers = [...request.headers].filter(([name]) => name !== "host" && name !== "accept-encoding");
  headers.push(["accept-encoding", "identity"]);
  try {
    return await fetch(url + path, {
      method: request.method,
      headers,
      body: request.body,
      redirect: "manual",
    });
  } catch {
    return target.url === url
      ? refuse(502, "bad_gateway", `${name} broke off without an answer.`)
      : refuseForNow(`${name} is starting again; try again in a moment.`);
  }
}

function refuseForNow(error: string): Response {
  return refuse(503, "starting", error, { "retry-after": "1" });
}

function refuse(status: number, code: string, error: string, headers: HeadersInit = {}): Response {
  return Response.json(
    { success: false, error, details: error, code, request_id: crypto.randomUUID() },
    { status, headers },
  );
}
