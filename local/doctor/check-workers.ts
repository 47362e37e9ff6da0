import { z } from "zod";
import type { Settings } from "../../supabase/functions/_shared/platform/settings.ts";
import { type Finding, probe } from "./finding.ts";

const healthSchema = z.object({
  workers: z.record(z.string(), z.object({ unanswered_seconds: z.number().nullable() })),
  unpruned: z.array(z.object({ name: z.string(), failure: z.string(), failing_seconds: z.number() })),
  unsealed_seconds: z.number().nullable(),
});
type Health = z.infer<typeof healthSchema>;

/** A run may take as long as the platform lets a function live; only then is it looked at anew whether it was rung. */
const patienceSeconds = 180;

/**
 * Does every background worker come when it is rung, and is old history pruned and the trail sealed. Nothing where the database does not answer,
 * which `checkScheduler` tells.
 */
export async function checkWorkers(
  { supabaseUrl, secretKeys: [secretKey = ""] }: Settings,
): Promise<Finding[]> {
  const answer = await probe(`${supabaseUrl}/rest/v1/rpc/worker_health`, {
    method: "POST",
    headers: { apikey: secretKey, "content-type": "application/json" },
    body: "{}",
  });
  if (typeof answer === "string") return [];
  const body = await answer.text();
  if (!answer.ok) return [];
  const health = healthSchema.parse(JSON.parse(body));
  return [judgeRings(health), judgePruning(health), judgeSealing(health)];
}

function judgeRings({ workers }: Health): Finding {
  const name = "workers";
  const deaf = Object.entries(workers).filter(([, { unanswered_seconds: seconds }]) =>
    (seconds ?? 0) > patienceSeconds
  );
  if (deaf.length === 0) {
    return { name, state: "ok", says: `${Object.keys(workers).join(", ")}: none is rung in vain` };
  }
  const says = deaf.map(([worker, { unanswered_seconds: seconds }]) =>
    `${worker} has been rung for ${Math.round((seconds ?? 0) / 60)} minutes and does not come`
  ).join("; ");
  return {
    name,
    state: "wrong",
    says,
    advice:
      "see net._http_response for what its function answers, and whether the addresses and the key in Vault are right",
  };
}

function judgePruning({ unpruned }: Health): Finding {
  const name = "old history";
  const [first] = unpruned;
  if (first === undefined) return { name, state: "ok", says: "nothing stands in the way of its pruning" };
  const says = unpruned.map(({ name, failure, failing_seconds: seconds }) =>
    `${name} has not been pruned for ${Math.round(seconds / 60)} minutes (${failure})`
  ).join("; ");
  return { name, state: "warning", says, advice: "mend that, it is tried again every ten minutes" };
}

/** Rows are sealed within two minutes, unless a transaction that writes is open for longer. */
const unsealedSeconds = 900;

export function judgeSealing({ unsealed_seconds: seconds }: Pick<Health, "unsealed_seconds">): Finding {
  const name = "audit trail";
  if (seconds === null || seconds < unsealedSeconds) {
    return { name, state: "ok", says: "what is final is sealed" };
  }
  return {
    name,
    state: "warning",
    says: `rows have not been sealed for ${Math.round(seconds / 60)} minutes`,
    advice: "docs/operating.md, sealing_behind",
  };
}
