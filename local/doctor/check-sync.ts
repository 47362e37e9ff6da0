import { z } from "zod";
import type { Settings } from "../../supabase/functions/_shared/platform/settings.ts";
import { type Finding, probe } from "./finding.ts";

const healthSchema = z.object({
  enabled: z.boolean(),
  interval_minutes: z.number(),
  cron_job: z.object({
    last_status: z.string().nullable(),
    last_message: z.string().nullable(),
    last_run_seconds_ago: z.number().nullable(),
  }).nullable(),
  can_ring: z.boolean(),
  connections: z.array(z.object({
    org_id: z.string(),
    org_slug: z.string(),
    state: z.string(),
    state_detail: z.string().nullable(),
    last_read_seconds_ago: z.number().nullable(),
    waiting: z.number(),
    oldest_waiting_seconds: z.number().nullable(),
    dead: z.number(),
  })),
});
export type HubspotHealth = z.infer<typeof healthSchema>;
export type ConnectionHealth = HubspotHealth["connections"][number];

/** What the database knows of its HubSpot connections; undefined where it does not answer, which `checkScheduler` tells. */
export async function readHubspotHealth(
  { supabaseUrl, secretKeys: [secretKey = ""] }: Settings,
): Promise<HubspotHealth | undefined> {
  const answer = await probe(`${supabaseUrl}/rest/v1/rpc/hubspot_health`, {
    method: "POST",
    headers: { apikey: secretKey, "content-type": "application/json" },
    body: "{}",
  });
  if (typeof answer === "string") return undefined;
  const body = await answer.text();
  return answer.ok ? healthSchema.parse(JSON.parse(body)) : undefined;
}

/** Is the sync rung, and has every connection been read and written to as it should. */
export function checkSync(health: HubspotHealth): Finding[] {
  return [judgeTick(health), ...health.connections.flatMap((connection) => judgeWork(connection, health))];
}

/** pg_cron looks once a minute, however long the interval. */
function judgeTick({ enabled, interval_minutes, cron_job, can_ring, connections }: HubspotHealth): Finding {
  const name = "sync tick";
  const state = connections.length > 0 ? "wrong" : "warning";
  const wrong = (says: string, advice: string): Finding => ({ name, state, says, advice });
  const configure = "run `select public.configure_hubspot_sync();` in SQL";
  if (!enabled) return wrong("contacts are read only when somebody asks", configure);
  if (cron_job === null) return wrong("pg_cron has no sync tick", `enable pg_cron, then ${configure}`);
  if (!can_ring) {
    return wrong(
      "Vault lacks what the tick rings with",
      "set the Vault secrets call_scheduler_sweep_url and call_scheduler_secret_key",
    );
  }
  const { last_run_seconds_ago: ago, last_status, last_message } = cron_job;
  if (last_status === "failed") {
    return wrong(`the last tick failed: ${last_message}`, "mend that, it is tried again");
  }
  if (ago !== null && ago > 150) {
    return wrong(
      `the last tick was ${ago} s ago`,
      "look at pg_cron: is its worker running, is the project paused?",
    );
  }
  const last = ago === null ? "has not ticked yet" : `ticked ${ago} s ago`;
  return { name, state: "ok", says: `${last}; contacts are read every ${interval_minutes} minutes` };
}

function judgeWork(connection: ConnectionHealth, { enabled, interval_minutes }: HubspotHealth): Finding[] {
  const { org_slug, last_read_seconds_ago: ago, waiting, oldest_waiting_seconds: oldest, dead } = connection;
  const name = `${org_slug}'s contacts`;
  const warning = (says: string, advice: string): Finding => ({ name, state: "warning", says, advice });
  const findings: Finding[] = [];
  if (enabled && ago !== null && ago > interval_minutes * 120) {
    findings.push(
      warning(`last read ${Math.round(ago / 60)} minutes ago`, "see the state of the connection above"),
    );
  }
  if (dead > 0) {
    findings.push(warning(
      `${dead} ${dead === 1 ? "call" : "calls"} could not be written to HubSpot`,
      `GET /${org_slug}/integrations/hubspot/outbox?state=dead says why; mend it, then POST …/outbox/{id}/resend`,
    ));
  }
  if (waiting > 0 && (oldest ?? 0) > 900) {
    findings.push(warning(
      `${waiting} ${waiting === 1 ? "call waits" : "calls wait"} to be written to HubSpot, the oldest for ${
        Math.round((oldest ?? 0) / 60)
      } minutes`,
      "they are tried again; see the log of sync",
    ));
  }
  if (findings.length > 0) return findings;
  const read = ago === null ? "not read yet" : `read ${Math.round(ago / 60)} minutes ago`;
  return [{ name, state: "ok", says: `${read}; ${waiting} calls to be written back, none refused` }];
}
