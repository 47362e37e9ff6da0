import { Hono } from "hono";
import { type LoggedRequest, logRequest } from "../request-log.ts";
import { serveHttp } from "../serve-http.ts";
import { createApiRoutes } from "./api-routes.ts";
import { type AccountOptions, BolnaAccount } from "./bolna-account.ts";
import type { BolnaSimulator, CallRequest, SimulatedExecution } from "./bolna-simulator.ts";
import { scriptRequestSchema } from "./call-scripts.ts";
import { createControlRoutes } from "./control-routes.ts";
import { callRefOf } from "./execution.ts";
import { Refusal } from "./refusal.ts";
import { renderExecution } from "./render-execution.ts";

export type { BolnaSimulator, CallRequest, SimulatedExecution } from "./bolna-simulator.ts";

export interface BolnaSimulatorOptions extends AccountOptions {
  /** 0 (default) takes any free port. */
  port?: number;
}

/**
 * Starts a Bolna on 127.0.0.1 that dials nobody.
 *
 * @throws {Error} when the port is busy, {ZodError} when an option is wrong.
 *
 * @example
 * await using bolna = await startBolnaSimulator({ clockFactor: 0.01, agents: [{ id, webhookUrl }] });
 * bolna.scriptCalls({ to: "+919876543210", outcome: "busy", times: 1 });
 * bolna.setFaults([{ fault: "accept-then-drop", times: 1 }]);
 */
export async function startBolnaSimulator(options: BolnaSimulatorOptions = {}): Promise<BolnaSimulator> {
  const { port = 0, ...accountOptions } = options;
  let account = new BolnaAccount(accountOptions);
  const requests: LoggedRequest[] = [];
  const app = new Hono();
  const server = await serveHttp(
    port,
    (request) => logRequest(requests, request, async (r) => await app.fetch(r)),
  );

  const show = (): SimulatedExecution[] =>
    [...account.executions.values()].map((execution) => ({
      ...renderExecution(execution, account.settings),
      call_ref: callRefOf(execution),
      history: [...execution.history],
    }));
  const close = async () => {
    await server.close();
    await account.close();
  };
  const simulator: BolnaSimulator = {
    url: server.url,
    port: server.port,
    requests,
    get apiKey() {
      return account.apiKey;
    },
    get settings() {
      return account.settings;
    },
    get deliveries() {
      return account.webhooks.deliveries;
    },
    executions: ({ callRef, to } = {}) =>
      show().filter((execution) =>
        (callRef === undefined || execution.call_ref === callRef) &&
        (to === undefined || execution.user_number === to)
      ),
    callRequests: () => requests.filter(isCallRequest).map(readCallRequest),
    executionsPerCallRef: () => countBy(show().map((execution) => execution.call_ref)),
    executionsPerNumber: () => countBy(show().map((execution) => execution.user_number)),
    setFaults: (faults = []) =>
      account.faults.set(faults.map((fault) => typeof fault === "string" ? { fault } : fault)),
    faults: () => account.faults.list(),
    scriptCalls: (script) => account.scripts.add(scriptRequestSchema.parse(script)),
    changeSettings: (change) => account.changeSettings(change),
    setClock: (clockFactor) => account.changeSettings({ clockFactor }),
    setAgent: (agent) => account.setAgent(agent),
    reset: async () => {
      const old = account;
      account = new BolnaAccount(accountOptions);
      requests.length = 0;
      await old.close();
    },
    close,
    [Symbol.asyncDispose]: close,
  };

  app.route("/__simulator", createControlRoutes(simulator));
  app.route("/", createApiRoutes(() => account));
  app.notFound((c) => c.json({ detail: "Not Found" }, 404));
  app.onError((error) => {
    if (error instanceof Refusal) return error.toResponse();
    throw error;
  });
  return simulator;
}

function isCallRequest({ method, path }: LoggedRequest): boolean {
  return method === "POST" && path === "/call";
}

function readCallRequest({ at, body, answer }: LoggedRequest): CallRequest {
  const to = property(body, "recipient_phone_number");
  const callRef = property(property(body, "user_data"), "call_ref");
  return {
    at,
    to: typeof to === "string" ? to : null,
    callRef: typeof callRef === "string" ? callRef : null,
    answer,
  };
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function countBy(keys: (string | null)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
