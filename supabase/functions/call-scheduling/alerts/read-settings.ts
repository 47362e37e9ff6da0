import * as z from "zod";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import type { ServiceContext } from "../context.ts";
import { type AlertSetting, alertSetting } from "./schema.ts";

/** Of what the organisation is told, and from when on. */
export async function readSettings({ ctx }: { ctx: ServiceContext }): Promise<AlertSetting[]> {
  return await createFunctionCaller(ctx.db)(z.array(alertSetting), "alert_settings", { p_org_id: ctx.orgId });
}
