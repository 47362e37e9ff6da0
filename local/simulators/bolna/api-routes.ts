import { type Context, Hono } from "hono";
import { z } from "zod";
import type { Agent } from "./agents.ts";
import { authorize } from "./authorize.ts";
import type { BolnaAccount } from "./bolna-account.ts";
import type { Execution } from "./execution.ts";
import { listExecutions } from "./list-executions.ts";
import { placeCall } from "./place-call.ts";
import { refusal } from "./refusal.ts";
import { renderExecution } from "./render-execution.ts";

const agentPatchSchema = z.looseObject({
  agent_config: z.looseObject({ webhook_url: z.url().nullable().optional() }),
});

/** Bolna's own surface. `account` is asked anew for every request, so that a reset can replace it. */
export function createApiRoutes(account: () => BolnaAccount): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    authorize(account(), c.req.header("authorization"));
    await next();
  });
  app.get("/user/me", (c) => c.json(showUser(account())));
  app.post("/call", (c) => placeCall(account(), c.req.raw));
  app.post("/call/:id/stop", (c) => stopCall(account(), findExecution(account(), c)));
  app.get("/executions/:id", (c) => readExecution(account(), c));
  app.get("/executions/:id/log", (c) => c.json(showLog(findExecution(account(), c))));
  app.get("/v2/agent/:id/executions", (c) => listExecutions(account(), c.req.param("id"), c.req.raw));
  app.post("/v2/agent/:id/stop", (c) => stopAgent(account(), findAgent(account(), c)));
  app.get("/v2/agent/:id", (c) => c.json(showAgent(findAgent(account(), c))));
  app.patch("/v2/agent/:id", (c) => patchAgent(account(), c));
  return app;
}

function showUser(account: BolnaAccount) {
  const { walletCents, concurrencyMax } = account.settings;
  return {
    id: "5a0d0000-0000-4000-8000-000000000001",
    name: "Simulated account",
    email: "simulator@bolna.test",
    wallet: walletCents,
    concurrency: { max: concurrencyMax, current: account.engine.linesInUse },
  };
}

function findExecution(account: BolnaAccount, c: Context): Execution {
  const execution = account.executions.get(c.req.param("id") ?? "");
  if (execution === undefined) throw refusal(404, "Execution not found");
  return execution;
}

function findAgent(account: BolnaAccount, c: Context): Agent {
  const agent = account.agents.get(c.req.param("id") ?? "");
  if (agent === undefined) throw refusal(404, "Agent not found");
  return agent;
}

function readExecution(account: BolnaAccount, c: Context): Response {
  if (account.faults.take(["read-500"])) throw refusal(500, "Internal server error");
  const execution = findExecution(account, c);
  const hidden = account.faults.take(["read-404-fresh"]);
  const age = account.now() - execution.createdAt.getTime();
  if (hidden !== undefined && age < (hidden.seconds ?? 2) * 1000) throw refusal(404, "Execution not found");
  return c.json(renderExecution(execution, account.settings));
}

function showLog(execution: Execution) {
  const data = execution.history.map(({ status, at }) => ({
    created_at: at,
    component: "telephony",
    type: "response",
    provider: execution.agent.telephonyProvider,
    data: status,
  }));
  return { status: execution.status, data };
}

function stopCall(account: BolnaAccount, execution: Execution): Response {
  if (!account.engine.stop(execution)) throw refusal(400, "Call is not queued or scheduled");
  return Response.json({ message: "done", status: "stopped", execution_id: execution.id });
}

function stopAgent(account: BolnaAccount, agent: Agent): Response {
  const stopped = [...account.executions.values()]
    .filter((execution) => execution.agent.id === agent.id && account.engine.stop(execution));
  return Response.json({ stopped_executions: stopped.map((execution) => execution.id) });
}

function showAgent(agent: Agent) {
  const { id, webhookUrl: webhook_url, telephonyProvider: telephony_provider } = agent;
  return { id, agent_name: "Simulated agent", agent_status: "processed", webhook_url, telephony_provider };
}

async function patchAgent(account: BolnaAccount, c: Context): Promise<Response> {
  const agent = findAgent(account, c);
  const parsed = agentPatchSchema.safeParse(await c.req.json().catch(() => null));
  if (!parsed.success) throw refusal(400, "agent_config is invalid");
  const { webhook_url: webhookUrl = agent.webhookUrl } = parsed.data.agent_config;
  account.agents.set(agent.id, { ...agent, webhookUrl });
  return c.json({ message: "success", state: "updated" });
}
