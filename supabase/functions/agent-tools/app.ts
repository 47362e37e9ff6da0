import { Hono } from "hono";
import type { Dependencies } from "../_shared/dependencies.ts";
import { limitBody } from "../_shared/platform/http/body-limit.ts";
import { onError, onNotFound } from "../_shared/platform/http/error-response.ts";
import { logRequests } from "../_shared/platform/http/log-requests.ts";
import { readJson } from "../_shared/platform/http/read-json.ts";
import { identifyRequest, type RequestVariables } from "../_shared/platform/http/request-id.ts";
import { authenticateAgent } from "./authenticate-agent.ts";
import { callMeLater } from "./call-me-later.ts";
import { optOut } from "./opt-out.ts";
import { readArguments } from "./read-arguments.ts";
import { notLive, type Tool } from "./tool.ts";
import { wrongNumber } from "./wrong-number.ts";

const maxBodyBytes = 16 * 1024;

const tools: Readonly<Record<string, Tool>> = {
  opt_out: optOut,
  call_me_later: callMeLater,
  wrong_number: wrongNumber,
};

/**
 * `POST /agent-tools/<tool>` (CONTRACT §7): what the voice agent may do while it speaks. Every answer to it is a sentence for the
 * person: 200 for a live call, 404 for any other.
 */
export function createApp(deps: Dependencies) {
  const app = new Hono<{ Variables: RequestVariables }>().basePath("/agent-tools");
  app.onError(onError);
  app.notFound(onNotFound);
  app.use(
    "*",
    identifyRequest(deps.log),
    logRequests(),
    authenticateAgent(deps.settings),
    limitBody(maxBodyBytes),
  );
  app.post("/:tool", async (c) => {
    const tool = tools[c.req.param("tool")];
    if (tool === undefined) return c.notFound();
    const given = readArguments(await readJson(c));
    if (given?.call_ref === undefined) return c.json(notLive, 404);
    const call = { callRef: given.call_ref, executionId: given.execution_id };
    const answer = await tool(deps, call, given) ?? notLive;
    c.get("log").info("agent_tool", { tool: c.req.param("tool"), call_ref: call.callRef, ok: answer.ok });
    return c.json(answer, answer === notLive ? 404 : 200);
  });
  return app;
}
