import { type Finding, probe } from "./finding.ts";

/** Are the functions there, and do sweep and sync keep strangers out. Nothing is swept or synced. */
export async function checkFunctions(functionsUrl: string): Promise<Finding[]> {
  return await Promise.all([
    check("call-scheduling", `${functionsUrl}/call-scheduling/openapi.json`, { method: "GET" }, 200),
    check("sweep", `${functionsUrl}/sweep`, { method: "POST" }, 401),
    check("sync", `${functionsUrl}/sync`, { method: "POST" }, 401),
  ]);
}

async function check(name: string, url: string, init: RequestInit, expected: number): Promise<Finding> {
  const answer = await probe(url, init);
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
  const advice = answer.status === 503 ? "set what it names" : "deploy it with verify_jwt = false";
  return {
    name,
    state: "wrong",
    says: `${url} answers ${answer.status} instead of ${expected}: ${text.slice(0, 200)}`,
    advice,
  };
}
