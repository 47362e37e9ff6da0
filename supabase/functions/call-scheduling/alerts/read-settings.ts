import * as z from "zod";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import type { ServiceContext } from "../context.ts";
import { type AlertSetting, alertSetting } from "./schema.ts";

const updated_at = z.string().transform(formatTimestamp).nullable();
const settingRow = z.object({ ...alertSetting.shape, updated_at });

/** Of what the organisation is told, and from when on. */
export async function readSettings({ ctx }: { ctx: ServiceContext }): Promise<AlertSetting[]> {
  return await createFunctionCaller(ctx.db)(z.array(settingRow), "alert_settings", { p_org_id: ctx.orgId });
}
