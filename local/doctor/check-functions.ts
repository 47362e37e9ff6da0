import { type Finding, probe } from "./finding.ts";

/**
 * Are the functions there with their settings, and do the workers keep strangers out. Nothing is swept, synced or delivered. The
 * secret key is sent by GET alone, which none of them takes for a ring.
 */
export async function checkFunctions(functionsUrl: string, secretKey: string): Promise<Finding[]> {
  const askWhy = (url: string) => probe(url, { headers: { apikey: secretKey } });
  return await Promise.all([
    check("call-scheduling", `${functionsUrl}/call-scheduling/openapi.json`, "GET", 200, askWhy),
    check("sweep", `${functionsUrl}/sweep`, "POST", 401, askWhy),
    check("sync", `${functionsUrl}/sync`, "POST", 401, askWhy),
    check("deliver", `${functionsUrl}/deliver`, "POST", 401, askWhy),
  ]);
}

async function check(
  name: string,
  url: string,
  method: string,
  expected: number,
  askWhy: (url: string) => Promise<Response | string>,
): Promise<Finding> {
  const answer = await probe(url, { method });
  if (typeof answer === "string") {
    return {
      name,
      state: "wrong",
      says: `${url} does not answer (${answer})`,
      advice: "deploy it, or start the stack",
    };
  }
  const text = await answer.text();
  if (answer.status === expected) return { name, state: "ok", says: `${url} is there` };
  if (answer.status === 503) {
    const why = await askWhy(url);
    const says = typeof why === "string" ? why : (await why.text()).slice(0, 400);
    return { name, state: "wrong", says: `${url} answers 503: ${says}`, advice: "set what it names" };
  }
  return {
    name,
    state: "wrong",
    says: `${url} answers ${answer.status} instead of ${expected}: ${text.slice(0, 200)}`,
    advice: "deploy it with verify_jwt = false",
  };
}
