import { z } from "zod";
import { createServiceClient } from "../../supabase/functions/_shared/platform/database.ts";
import { createFunctionCaller } from "../../supabase/functions/_shared/platform/function-caller.ts";
import type { Settings } from "../../supabase/functions/_shared/platform/settings.ts";
import type { Finding } from "./finding.ts";

const healthSchema = z.object({
  backup_taken_at: z.string(),
  windows: z.number(),
  windows_left: z.number(),
  ready_at: z.string().nullable(),
  unidentified: z.number(),
}).nullable();
export type RecoveryHealth = z.output<typeof healthSchema>;

/** Is a restore still open: until it is finished nothing is dialled for anybody. Nothing when the database cannot say. */
export async function checkRecovery(settings: Settings): Promise<Finding[]> {
  const call = createFunctionCaller(createServiceClient(settings));
  const health = await call(healthSchema, "recovery_health").catch(() => undefined);
  return health === undefined ? [] : [judgeRecovery(health)];
}

export function judgeRecovery(health: RecoveryHealth): Finding {
  const name = "recovery";
  if (health === null) return { name, state: "ok", says: "no restore is open" };
  const { backup_taken_at, windows, windows_left, ready_at, unidentified } = health;
  const restored = `nothing is dialled since the restore to ${backup_taken_at}`;
  if (windows_left > 0) {
    return {
      name,
      state: "warning",
      says: `${restored}: ${windows_left} of ${windows} stretches of Bolna's lists are still to be read`,
      advice: `they are read by themselves, the last of them after ${ready_at}`,
    };
  }
  if (unidentified > 0) {
    return {
      name,
      state: "warning",
      says: `${restored}: of ${unidentified} calls nothing says whom they rang`,
      advice:
        "look them up (private.unidentified_calls), then select public.finish_recovery(accept_unidentified => true);",
    };
  }
  return {
    name,
    state: "warning",
    says: `${restored}, and every call since is ours again`,
    advice: "select public.finish_recovery();",
  };
}
