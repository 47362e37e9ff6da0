import type { Rejection } from "../../_shared/campaigns/staged-contact.ts";
import { ApiError, invalid, notFound } from "../../_shared/platform/errors.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";

/** Why an audience is not taken. */
export function explainAudience(outcome: "lost" | "live" | "over" | "not_found" | "forbidden"): ApiError {
  if (outcome === "not_found") return notFound();
  if (outcome === "forbidden") return roleTakenAway();
  const conflicts = {
    lost: [
      "audience_replaced",
      "Another audience of this campaign was begun meanwhile, and this one is given up. Send it again if it is the right one.",
    ],
    live: ["campaign_running", "The campaign is running: pause it, and send the audience then."],
    over: ["campaign_over", "The campaign is over, and takes no audience any more."],
  } as const;
  const [code, error] = conflicts[outcome];
  return new ApiError({ status: 409, code, error });
}

/** 422: of all rows none can be called; the first are named. */
export function nobodyToCall(rejected: readonly Rejection[]): ApiError {
  return invalid(
    rejected.slice(0, 50).map(({ line, field, code, reason }) => ({
      field: `line ${line}, ${field}`,
      code: code ?? "not_right",
      message: reason,
    })),
    "nobody_to_call",
  );
}
