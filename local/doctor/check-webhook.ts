import { type Finding, probe } from "./finding.ts";

/**
 * Does Bolna's way back work: the function must refuse a stranger, and take our secret. The body sent is one it
 * refuses, so that nothing is stored.
 */
export async function checkWebhook(functionsUrl: string, secret: string): Promise<Finding> {
  const name = "bolna-webhook";
  const url = `${functionsUrl}/bolna-webhook`;
  const post = (headers: Record<string, string>) =>
    probe(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: "[]" });
  const [stranger, ours] = await Promise.all([post({}), post({ "x-webhook-secret": secret })]);
  if (typeof stranger === "string" || typeof ours === "string") {
    return { name, state: "wrong", says: `${url} does not answer`, advice: "deploy it, or start the stack" };
  }
  await Promise.all([stranger.body?.cancel(), ours.body?.cancel()]);
  if (stranger.status !== 401) {
    const advice = "deploy with verify_jwt = false and BOLNA_WEBHOOK_SECRET set";
    return { name, state: "wrong", says: `a stranger is answered ${stranger.status} instead of 401`, advice };
  }
  if (ours.status === 401) {
    const advice = "deploy BOLNA_WEBHOOK_SECRET anew, and set the same in Bolna's header";
    return { name, state: "wrong", says: "it does not know our secret", advice };
  }
  return { name, state: "ok", says: `${url} is there and keeps strangers out` };
}
