import type { Tool } from "./tool.ts";

const answers = {
  all: "Understood. You will not be called again.",
  marketing: "Understood. You will not be called with offers any more.",
  topic: "Understood. You will not be called about this any more.",
} as const;

/** Whatever else the model says the person asked for, it is not to be called: the widest scope. */
export const optOut: Tool = async ({ agentTools }, call, { scope: said }) => {
  const scope = said === "marketing" || said === "topic" ? said : "all";
  const isLive = await agentTools.hear(call, {
    action: "opt_out",
    scope,
    evidence: "The agent's tool opt_out",
  });
  return isLive ? { ok: true, say: answers[scope] } : undefined;
};
