import type { Tool } from "./tool.ts";

/** The number is not called for this contact any more; whom it really belongs to may be. */
export const wrongNumber: Tool = async ({ agentTools }, call) => {
  const evidence = "The agent's tool wrong_number";
  const isLive = await agentTools.hear(call, { action: "wrong_number", scope: "all", evidence });
  return isLive
    ? { ok: true, say: "I am sorry. This number will not be called for that person again." }
    : undefined;
};
