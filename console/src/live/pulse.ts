import { dataApi, inOrganization, rows } from "../api/client.ts";
import { readProblem } from "../api/problem.ts";
import type { Pulse } from "../api/types.ts";

export type { Pulse } from "../api/types.ts";

/**
 * How the organisation on the screen stands. From the database's own API: functions have a price for each request where this is
 * hosted, and a page asks this all day long.
 */
export async function askPulse(signal: AbortSignal): Promise<Pulse> {
  const given = await rows(
    dataApi.rpc("organization_pulse", { p_slug: inOrganization().org_slug }, { get: true }).abortSignal(
      signal,
    ),
  );
  if (!isPulse(given)) throw readProblem(502, given, null);
  return given;
}

/** The function answers JSON, of which the database's types say no more. */
function isPulse(given: unknown): given is Pulse {
  return typeof given === "object" && given !== null && typeof Reflect.get(given, "revision") === "number" &&
    typeof Reflect.get(given, "calls_today") === "object";
}
