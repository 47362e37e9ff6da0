import * as z from "zod";
import { query } from "../../_shared/platform/database.ts";
import type { ServiceContext } from "../context.ts";
import { policyColumns, policyRow, presentPolicy, unsetPolicy } from "./policy-rows.ts";
import type { CallingPolicy } from "./schema.ts";

/** What the organisation says of its calls on top of the law. */
export async function getPolicy({ ctx: { db, orgId } }: { ctx: ServiceContext }): Promise<CallingPolicy> {
  const [row] = await query(
    "calling_policies.find",
    z.array(policyRow),
    db.from("calling_policies").select(policyColumns).eq("org_id", orgId),
  );
  return row ? presentPolicy(row) : unsetPolicy;
}
