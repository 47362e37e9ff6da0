import { answerOutcome } from "../../_shared/platform/answer-outcome.ts";
import { DatabaseError } from "../../_shared/platform/database.ts";
import { ApiError, invalid, notFound } from "../../_shared/platform/errors.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import type { ServiceContext } from "../context.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";
import { readSettings } from "./read-settings.ts";
import type { AlertSetting } from "./schema.ts";

const ranges: Record<AlertSetting["unit"], string> = {
  seconds: "must be 1 second or more, null, or default.",
  share: "must be above 0 and at most 1, null, or default: it is a share of the last hour's calls.",
  at_once: "must be 1, null, or default: there is nothing to count.",
  calls: "must be a whole number from 1, null, or default.",
  events: "must be a whole number from 1, null, or default.",
  runs: "must be a whole number from 1, null, or default.",
  organizations: "must be a whole number from 1, null, or default.",
  gigabytes: "must be a whole number from 1, null, or default.",
};

/**
 * Sets from when on the organisation is told of one thing (null: never), or has the operator's threshold hold again ("default").
 * `seen`: what the caller saw last, `updated_at` or "default"; 412 where somebody changed it since.
 */
export async function changeSetting(
  { ctx, input: { code, threshold, seen } }: {
    ctx: ServiceContext;
    input: { code: AlertSetting["code"]; threshold: number | null | "default"; seen: string | undefined };
  },
): Promise<AlertSetting> {
  const find = async () => {
    const setting = (await readSettings({ ctx })).find((one) => one.code === code);
    if (setting === undefined) throw notFound();
    return setting;
  };
  const { unit } = await find();
  const outcome = await createFunctionCaller(ctx.db)(answerOutcome("saved", "stale"), "set_alert_threshold", {
    p_org_id: ctx.orgId,
    p_code: code,
    // Left out it is null.
    ...(typeof threshold === "number" ? { p_threshold: threshold } : {}),
    p_is_default: threshold === "default",
    ...(seen === undefined ? {} : { p_seen: seen }),
  }).catch((error) => {
    if (!(error instanceof DatabaseError)) throw error;
    if (error.code === "23514") {
      throw invalid([{ field: "threshold", code: "out_of_range", message: ranges[unit] }]);
    }
    throw error.code === "42501" ? roleTakenAway() : error;
  });
  if (outcome === "stale") {
    throw new ApiError({
      status: 412,
      code: "changed_meanwhile",
      error: "Somebody has changed this since you read it. Nothing was written.",
    });
  }
  return await find();
}
