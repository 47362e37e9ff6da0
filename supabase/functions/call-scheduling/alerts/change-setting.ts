import * as z from "zod";
import { DatabaseError } from "../../_shared/platform/database.ts";
import { notFound } from "../../_shared/platform/errors.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import type { ServiceContext } from "../context.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";
import { readSettings } from "./read-settings.ts";
import type { AlertSetting } from "./schema.ts";

/** Sets from when on the organisation is told of one thing (null: never), or has the operator's threshold hold again ("default"). */
export async function changeSetting(
  { ctx, input: { code, threshold } }: {
    ctx: ServiceContext;
    input: { code: AlertSetting["code"]; threshold: number | null | "default" };
  },
): Promise<AlertSetting> {
  const find = async () => {
    const setting = (await readSettings({ ctx })).find((one) => one.code === code);
    if (setting === undefined) throw notFound();
    return setting;
  };
  await find();
  await createFunctionCaller(ctx.db)(z.null(), "set_alert_threshold", {
    p_org_id: ctx.orgId,
    p_code: code,
    // Left out it is null.
    ...(typeof threshold === "number" ? { p_threshold: threshold } : {}),
    p_is_default: threshold === "default",
  }).catch((error) => {
    throw error instanceof DatabaseError && error.code === "42501" ? roleTakenAway() : error;
  });
  return await find();
}
