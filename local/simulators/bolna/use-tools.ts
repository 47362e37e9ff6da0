import type { Agent } from "./agents.ts";
import { callRefOf, type Execution } from "./execution.ts";

/**
 * Uses the script's tools, one after the other, as Bolna does when its model decides so: our call_ref and its own id filled in, the
 * answer said to the person. A tool that the agent has not is not there.
 */
export async function useTools(execution: Execution, agent: Agent, send: typeof fetch): Promise<void> {
  for (const { tool, arguments: own } of execution.script.uses ?? []) {
    const known = agent.tools.find(({ name }) => name === tool);
    if (!known) continue;
    const body = { call_ref: callRefOf(execution), execution_id: execution.id, ...own };
    try {
      const response = await send(known.url, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: known.apiToken },
        body: JSON.stringify(body),
      });
      const answer: unknown = await response.json();
      const say = typeof answer === "object" && answer !== null && "say" in answer ? String(answer.say) : "";
      execution.toolCalls.push({ name: tool, status: response.status, say });
    } catch {
      execution.toolCalls.push({ name: tool, status: 0, say: "" });
    }
  }
}
