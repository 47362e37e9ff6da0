import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import type { ServiceContext } from "../context.ts";
import { type Recovery, recovery } from "./schema.ts";

/** What the latest restore of the database means for the organisation; null: it was never restored. */
export async function getRecovery({ ctx: { db, orgId } }: { ctx: ServiceContext }): Promise<Recovery | null> {
  return await createFunctionCaller(db)(recovery.nullable(), "organization_recovery", { p_org_id: orgId });
}
