import { z } from "zod";
import { createServiceClient } from "../../supabase/functions/_shared/platform/database.ts";
import { createFunctionCaller } from "../../supabase/functions/_shared/platform/function-caller.ts";
import type { Settings } from "../../supabase/functions/_shared/platform/settings.ts";
import { timestamp } from "../../supabase/functions/_shared/platform/timestamp-schema.ts";
import type { Finding } from "./finding.ts";

const canarySchema = z.object({
  zone: z.string(),
  at: timestamp,
  expected: z.string(),
  told: z.string(),
  reckoned: z.string(),
});
export type Canary = z.output<typeof canarySchema>;

/** Are the time zones of Postgres and of this runtime those of the law. Nothing when the database cannot say. */
export async function checkZones(settings: Settings): Promise<Finding[]> {
  const call = createFunctionCaller(createServiceClient(settings));
  const canaries = await call(z.array(canarySchema), "zone_health").catch(() => undefined);
  return canaries === undefined ? [] : [judgeZones(canaries, readClock)];
}

/** `readClock` gives the runtime's local time, HH:MM. Old data are right as long as overrides say the same as the law. */
export function judgeZones(
  canaries: readonly Canary[],
  readClock: (zone: string, at: Date) => string,
): Finding {
  const name = "time zones";
  const wrong = canaries.filter(({ expected, reckoned }) => reckoned !== expected);
  if (wrong.length > 0) {
    const list = wrong.map(({ zone, at, expected, reckoned }) =>
      `${zone} ${reckoned} for ${expected} at ${at.toISOString()}`
    );
    return {
      name,
      state: "wrong",
      says: `calls go by clocks that are not the law's: ${list.join(", ")}`,
      advice:
        "newer zone data in the server, or a row in private.zone_overrides (zone, instead, from_at, source)",
    };
  }
  const inPostgres = canaries.filter(({ expected, told }) => told !== expected);
  const here = canaries.filter(({ zone, at, expected }) => readClock(zone, at) !== expected);
  const known = (what: string, old: readonly Canary[]) =>
    old.length === 0 ? [] : [`${what} in ${old.length}`];
  const old = [...known("Postgres' data are older", inPostgres), ...known("this runtime's", here)];
  const overridden = old.length === 0 ? "" : `; ${old.join(", ")}, and overrides stand for them`;
  return { name, state: "ok", says: `${canaries.length} local times are the law's${overridden}` };
}

function readClock(zone: string, at: Date): string {
  return at.toLocaleTimeString("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
}
