import { z } from "zod";
import type { Settings } from "../../supabase/functions/_shared/platform/settings.ts";
import { type Finding, probe } from "./finding.ts";

const healthSchema = z.object({
  enabled: z.boolean(),
  calling_paused_reason: z.string().nullable(),
  interval_seconds: z.number(),
  cron_job: z.object({
    schedule: z.string(),
    last_status: z.string().nullable(),
    last_message: z.string().nullable(),
    last_run_seconds_ago: z.number().nullable(),
  }).nullable(),
  can_ring: z.boolean(),
  due_calls: z.number(),
  oldest_due_seconds: z.number().nullable(),
  unknown_calls: z.number(),
});
type Health = z.infer<typeof healthSchema>;

/** Supabase: is it there, does it take the secret key, is our schema on it, does the clock tick, does it keep up. */
export async function checkScheduler(settings: Settings): Promise<Finding[]> {
  const { supabaseUrl, secretKeys: [secretKey = ""] } = settings;
  const answer = await probe(`${supabaseUrl}/rest/v1/rpc/scheduler_health`, {
    method: "POST",
    headers: { apikey: secretKey, "content-type": "application/json" },
    body: "{}",
  });
  const name = "supabase";
  if (typeof answer === "string") {
    return [{
      name,
      state: "wrong",
      says: `${supabaseUrl} does not answer (${answer})`,
      advice: "check SUPABASE_URL",
    }];
  }
  const body = await answer.text();
  if (answer.status === 401 || answer.status === 403) {
    return [{
      name,
      state: "wrong",
      says: "the secret key is refused",
      advice: "check SUPABASE_SECRET_KEYS",
    }];
  }
  if (answer.status === 404) {
    return [{
      name,
      state: "wrong",
      says: "our SQL is not in the database",
      advice: "run `npx supabase db push --remote`",
    }];
  }
  if (!answer.ok) {
    const says = `the database answered ${answer.status}: ${body.slice(0, 200)}`;
    return [{ name, state: "wrong", says, advice: "see its logs" }];
  }
  const health = healthSchema.parse(JSON.parse(body));
  const reached: Finding = { name, state: "ok", says: `${supabaseUrl} takes our key and carries our schema` };
  return [reached, judgeTick(health, settings), judgeBacklog(health)];
}

function judgeTick(health: Health, settings: Settings): Finding {
  const name = "cron tick";
  const wrong = (says: string, advice: string): Finding => ({ name, state: "wrong", says, advice });
  const configure = "run `select public.configure_call_scheduler();` in SQL";
  if (!health.enabled) return wrong("the scheduler is switched off", configure);
  if (health.cron_job === null) {
    return wrong("pg_cron has no tick of ours", `enable pg_cron, then ${configure}`);
  }
  if (!health.can_ring) {
    return wrong(
      "Vault lacks what the tick rings with",
      "set the Vault secrets call_scheduler_sweep_url and call_scheduler_secret_key",
    );
  }
  const { last_run_seconds_ago: ago, last_status, last_message, schedule } = health.cron_job;
  if (last_status === "failed") {
    return wrong(`the last tick failed: ${last_message}`, "mend that, it is tried again");
  }
  if (ago === null || ago > health.interval_seconds + 15) {
    return wrong(
      ago === null ? "it has never ticked" : `the last tick was ${ago} s ago`,
      "look at pg_cron: is its worker running, is the project paused?",
    );
  }
  if (health.interval_seconds > settings.schedulerIntervalSeconds) {
    const says =
      `ticks every ${health.interval_seconds} s, but CALL_SCHEDULER_INTERVAL is ${settings.schedulerIntervalSeconds}`;
    return { name, state: "warning", says, advice: "set both alike" };
  }
  return { name, state: "ok", says: `ticks (${schedule}), the last time ${ago} s ago` };
}

function judgeBacklog(
  { calling_paused_reason, due_calls, oldest_due_seconds, unknown_calls }: Health,
): Finding {
  const name = "due calls";
  if (calling_paused_reason !== null) {
    return {
      name,
      state: "warning",
      says: `all calling is paused: ${calling_paused_reason}`,
      advice: "`select public.pause_all_calling(null)` lets it go on",
    };
  }
  if ((oldest_due_seconds ?? 0) > 120) {
    return {
      name,
      state: "warning",
      says: `${due_calls} wait, the oldest for ${oldest_due_seconds} s`,
      advice: "calls leave as lines come free: raise max_concurrent_calls, or see the sweep's log",
    };
  }
  if (unknown_calls > 0) {
    return {
      name,
      state: "warning",
      says: `${unknown_calls} without a clear answer of Bolna's; they are being looked for`,
      advice: "wait; one that stays so is flagged, and an admin settles it with POST …/resolve",
    };
  }
  return {
    name,
    state: "ok",
    says: due_calls === 0 ? "none is waiting" : `${due_calls} waiting, none for long`,
  };
}
