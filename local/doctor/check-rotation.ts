import { z } from "zod";
import { rotationStanding } from "../../supabase/functions/_shared/phone/rotation-store.ts";
import { createServiceClient } from "../../supabase/functions/_shared/platform/database.ts";
import { createFunctionCaller } from "../../supabase/functions/_shared/platform/function-caller.ts";
import type { Settings } from "../../supabase/functions/_shared/platform/settings.ts";
import { describeRotation } from "../rotation/describe-rotation.ts";
import type { Finding } from "./finding.ts";

/** Is a key of phone numbers being changed, and how far. Nothing when none is, or the database cannot say. */
export async function checkRotation(settings: Settings): Promise<Finding[]> {
  const call = createFunctionCaller(createServiceClient(settings));
  const standings = await call(z.array(rotationStanding), "rotation_health").catch(() => []);
  return standings.map((standing) => ({
    name: "key rotation",
    state: standing.state === "left_over" ? "warning" : "ok",
    says: describeRotation(standing),
    ...(standing.state === "left_over" && { advice: "see docs/operating.md, keys of phone numbers" }),
  }));
}
