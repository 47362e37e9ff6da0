import { Hono } from "hono";
import { type BolnaClient, createBolnaClient } from "../../supabase/functions/_shared/bolna/client.ts";
import type { Settings } from "../../supabase/functions/_shared/platform/settings.ts";
import { createApiRoutes } from "../simulators/bolna/api-routes.ts";
import { BolnaAccount } from "../simulators/bolna/bolna-account.ts";
import { callRefOf, type Execution } from "../simulators/bolna/execution.ts";
import type { Fault } from "../simulators/bolna/faults.ts";
import { Refusal } from "../simulators/bolna/refusal.ts";
import { DropConnection } from "../simulators/serve-http.ts";
import type { Conductor } from "./conductor.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface VirtualBolnaDeps {
  settings: Settings;
  time: VirtualTime;
  conductor: Conductor;
  /** An event of Bolna's, in the order in which Bolna sends them. */
  onWebhook: (body: Record<string, unknown>) => void;
  /** The tools that the agent has, and what each answers to what is sent to it. */
  tools: readonly string[];
  onTool: (tool: string, body: unknown) => Promise<unknown>;
  /** A POST /call that reached Bolna, before Bolna looks at it. */
  onCallRequest: (callRef: string, phone: string) => void;
  /** Bolna has taken a call and is about to answer. */
  beforeAnswer: () => Promise<void>;
  /** A fault that was put in force and has now happened. */
  onFault: (name: string) => void;
}

export type VirtualBolna = ReturnType<typeof createVirtualBolna>;

const clientTimeoutSeconds = 15;
const toolsUrl = "http://tools.test/";

/** The simulated Bolna without sockets, on the machine's own clock, and the real client that talks to it. */
export function createVirtualBolna(deps: VirtualBolnaDeps) {
  const { settings, time, conductor } = deps;
  const account = new BolnaAccount({
    apiKey: settings.bolnaApiKey,
    agents: [{
      id: settings.bolnaAgentId ?? "",
      webhookUrl: "http://receiver.test/",
      tools: deps.tools.map((name) => ({ name, url: `${toolsUrl}${name}`, apiToken: "a token" })),
    }],
    now: time.now,
    fetch: async (url, init) => {
      const [, tool] = String(url).split(toolsUrl);
      if (tool !== undefined) return Response.json(await deps.onTool(tool, JSON.parse(String(init?.body))));
      deps.onWebhook(JSON.parse(String(init?.body)));
      return await Promise.resolve(new Response());
    },
  });
  let refusedConnections = 0;
  const app = new Hono();
  app.route("/", createApiRoutes(() => account));
  app.onError((error) => {
    if (error instanceof Refusal) return error.toResponse();
    throw error;
  });

  async function send(request: Request): Promise<Response> {
    if (refusedConnections > 0) {
      refusedConnections -= 1;
      deps.onFault("no-connection");
      throw new TypeError("error sending request: client error (Connect): connection refused");
    }
    const before = account.faults.list();
    const isCall = request.method === "POST" && new URL(request.url).pathname === settings.bolnaCallsPath;
    if (isCall) deps.onCallRequest(...readCall(await request.clone().text()));
    try {
      const answer = await app.fetch(request);
      if (isCall && answer.ok) await deps.beforeAnswer();
      return answer;
    } catch (error) {
      if (error instanceof DropConnection) throw new TypeError("connection closed before message completed");
      throw error;
    } finally {
      for (const name of happened(before, account.faults.list())) deps.onFault(name);
    }
  }

  /** Answers by the machine's clock: what takes longer than the client waits is a timeout. */
  async function fetchVirtually(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const gone = new AbortController();
    const { method = "GET", headers = {}, body = null } = init ?? {};
    const request = new Request(input, { method, headers, body, signal: gone.signal });
    const hangs = account.faults.list().some(({ fault }) => slowFaults.includes(fault));
    const answer = hangs ? send(request) : conductor.whileBusy(() => send(request));
    const timeout = Promise.withResolvers<never>();
    const cancel = time.after(clientTimeoutSeconds, () => {
      timeout.reject(new DOMException("Signal timed out.", "TimeoutError"));
      gone.abort();
    });
    try {
      return await Promise.race([answer, timeout.promise]);
    } finally {
      cancel();
      answer.catch(() => {});
    }
  }

  return {
    account,
    createClient: (): BolnaClient =>
      createBolnaClient({
        apiUrl: "http://bolna.test",
        apiKey: settings.bolnaApiKey,
        callsPath: settings.bolnaCallsPath,
        fetch: fetchVirtually,
      }),
    executions: (): Execution[] => [...account.executions.values()],
    findByRef: (callRef: string) =>
      [...account.executions.values()].filter((execution) => callRefOf(execution) === callRef),
    refuseConnections: (times: number) => {
      refusedConnections = times;
    },
    addFault: (fault: Fault) => account.faults.set([...account.faults.list(), fault]),
    endFaults: () => {
      refusedConnections = 0;
      account.faults.set([]);
    },
    close: () => account.close(),
  };
}

const slowFaults: Fault["fault"][] = ["accept-then-hang", "slow-list"];

/** What of the faults before has been used up since. */
function happened(before: Fault[], after: Fault[]): string[] {
  const left = (name: string, faults: Fault[]) =>
    faults.filter(({ fault }) => fault === name).reduce((sum, { times = 0 }) => sum + times, 0);
  const names = new Set<string>(before.map(({ fault }) => fault));
  return [...names].filter((name) => left(name, after) < left(name, before));
}

/** The call_ref and the number of a request. */
function readCall(body: string): [callRef: string, phone: string] {
  const { user_data, recipient_phone_number } = JSON.parse(body);
  return [String(user_data?.call_ref), String(recipient_phone_number)];
}
