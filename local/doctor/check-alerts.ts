import { z } from "zod";
import { createServiceClient } from "../../supabase/functions/_shared/platform/database.ts";
import { createFunctionCaller } from "../../supabase/functions/_shared/platform/function-caller.ts";
import type { Settings } from "../../supabase/functions/_shared/platform/settings.ts";
import type { Finding } from "./finding.ts";

const healthSchema = z.object({
  enabled: z.boolean(),
  interval_seconds: z.number(),
  looked_seconds_ago: z.number().nullable(),
  endpoint: z.object({ is_active: z.boolean(), failing_seconds: z.number().nullable() }).nullable(),
  heartbeat: z.object({ sent_seconds_ago: z.number().nullable() }).nullable(),
  failing: z.array(z.object({ code: z.string(), failure: z.string() })),
  open: z.array(z.object({ code: z.string(), org_slug: z.string().nullable(), sentence: z.string() })),
});
export type AlertsHealth = z.output<typeof healthSchema>;

/** Does somebody look for trouble, is the operator told, and what is open. Nothing when the database cannot say. */
export async function checkAlerts(settings: Settings): Promise<Finding[]> {
  const call = createFunctionCaller(createServiceClient(settings));
  const health = await call(healthSchema, "alerts_health").catch(() => undefined);
  return health === undefined ? [] : [judgeLooks(health), judgeTelling(health), ...judgeOpen(health)];
}

/** Looks that did not come: as many as a busy server may miss. */
const patience = 3;

export function judgeLooks(
  { enabled, interval_seconds, looked_seconds_ago, failing }: AlertsHealth,
): Finding {
  const name = "alerts";
  const advice = "select public.configure_alerts();";
  if (!enabled) return { name, state: "warning", says: "nobody looks for trouble", advice };
  if (looked_seconds_ago === null || looked_seconds_ago > Math.max(60, patience * interval_seconds)) {
    const since = looked_seconds_ago === null ? "never" : `${looked_seconds_ago} seconds ago`;
    return {
      name,
      state: "wrong",
      says: `trouble was looked for last: ${since}`,
      advice: "is pg_cron running",
    };
  }
  if (failing.length > 0) {
    const says = failing.map(({ code, failure }) => `${code} cannot be looked at (${failure})`).join("; ");
    return { name, state: "wrong", says, advice: "see docs/operating.md, look_failing" };
  }
  return { name, state: "ok", says: `trouble was looked for ${looked_seconds_ago} seconds ago` };
}

export function judgeTelling({ endpoint, heartbeat }: AlertsHealth): Finding {
  const name = "operator";
  const advice = "select public.configure_alerts(url => 'https://…', heartbeat_url => 'https://…');";
  if (endpoint !== null && (!endpoint.is_active || endpoint.failing_seconds !== null)) {
    const says = endpoint.is_active
      ? `nothing has reached the operator's endpoint for ${endpoint.failing_seconds} seconds`
      : "the operator's endpoint was switched off";
    return { name, state: "wrong", says, advice };
  }
  const missing = [
    ...(endpoint === null ? ["no endpoint is told of alerts"] : []),
    ...(heartbeat === null ? ["no heartbeat tells when everything stands still"] : []),
  ];
  if (missing.length > 0) return { name, state: "warning", says: missing.join(", and "), advice };
  return {
    name,
    state: "ok",
    says: "an endpoint is told of alerts, and a heartbeat is sent while all is well",
  };
}

function judgeOpen({ open }: AlertsHealth): Finding[] {
  return open.map(({ code, org_slug, sentence }) => ({
    name: org_slug === null ? code : `${code} ${org_slug}`,
    state: "warning" as const,
    says: sentence,
    advice: `docs/operating.md, ${code}`,
  }));
}
