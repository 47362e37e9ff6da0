import { callMeLater } from "../../supabase/functions/agent-tools/call-me-later.ts";
import { optOut } from "../../supabase/functions/agent-tools/opt-out.ts";
import { readArguments } from "../../supabase/functions/agent-tools/read-arguments.ts";
import { notLive, type Tool, type ToolAnswer } from "../../supabase/functions/agent-tools/tool.ts";
import { wrongNumber } from "../../supabase/functions/agent-tools/wrong-number.ts";
import type { WorkerPorts } from "./worker-ports.ts";

export const toolNames = ["opt_out", "call_me_later", "wrong_number"] as const;
export type ToolName = typeof toolNames[number];

export function isToolName(name: string): name is ToolName {
  return toolNames.some((known) => known === name);
}

const tools: Readonly<Record<ToolName, Tool>> = {
  opt_out: optOut,
  call_me_later: callMeLater,
  wrong_number: wrongNumber,
};

/** `POST /agent-tools/<tool>` between its secret and its answer, with whatever the model sends. */
export async function useTool(ports: WorkerPorts, tool: ToolName, body: unknown): Promise<ToolAnswer> {
  const given = readArguments(body);
  if (given?.call_ref === undefined) return notLive;
  return await tools[tool](ports, { callRef: given.call_ref, executionId: given.execution_id }, given) ??
    notLive;
}
