import { type Finding, probe } from "./finding.ts";

/** Do the voice agent's tools keep strangers out, and know our secret. The call that is named is nobody's. */
export async function checkAgentTools(functionsUrl: string, secret: string | undefined): Promise<Finding> {
  const name = "agent-tools";
  if (secret === undefined) {
    const advice = "set AGENT_TOOLS_SECRET, so that people can opt out while they speak";
    return { name, state: "warning", says: "the voice agent has no tools", advice };
  }
  const url = `${functionsUrl}/agent-tools/opt_out`;
  const post = (headers: Record<string, string>) =>
    probe(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: "{}" });
  const [stranger, ours] = await Promise.all([post({}), post({ authorization: `Bearer ${secret}` })]);
  if (typeof stranger === "string" || typeof ours === "string") {
    return { name, state: "wrong", says: `${url} does not answer`, advice: "deploy it, or start the stack" };
  }
  await Promise.all([stranger.body?.cancel(), ours.body?.cancel()]);
  if (stranger.status !== 401 || ours.status !== 404) {
    const advice = "deploy with verify_jwt = false and AGENT_TOOLS_SECRET set as here";
    return {
      name,
      state: "wrong",
      says: `it answers ${stranger.status} to a stranger and ${ours.status} to us, instead of 401 and 404`,
      advice,
    };
  }
  const advice = "what to paste at Bolna: deno task doctor -- --agent-tools";
  return {
    name,
    state: "ok",
    says: `${url.replace("opt_out", "…")} is there and keeps strangers out`,
    advice,
  };
}
