import { ApiError, notFound } from "../../_shared/platform/errors.ts";
import type { ProblemCode } from "../../_shared/platform/problem-codes.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";
import { campaignOver } from "./refuse-campaign.ts";

type Refusal =
  | { outcome: "forbidden" | "not_found" | "over" | "stale" | "empty" }
  | { outcome: "not_draft"; state: string }
  | { outcome: "unconfirmed"; will_call: number };

/** Why a step of a campaign's life cannot be taken, as the answer that says so. */
export function refuseStep(refusal: Refusal): ApiError {
  switch (refusal.outcome) {
    case "forbidden":
      return roleTakenAway();
    case "not_found":
      return notFound();
    case "over":
      return campaignOver();
    case "not_draft":
      return conflict(
        refusal.state === "draft" ? "campaign_not_started" : "campaign_started",
        refusal.state === "draft"
          ? "The campaign was never started."
          : "The campaign was started before: resume it where it is paused.",
      );
    case "stale":
      return conflict(
        "dry_run_stale",
        "The audience, the policy or the settings have changed since that dry run. Make another, and look at it.",
      );
    case "empty":
      return conflict("audience_empty", "Nobody of the audience would be called.");
    case "unconfirmed":
      return conflict(
        "confirmation_required",
        `It would call ${refusal.will_call} people: send that number as confirm.`,
      );
  }
}

function conflict(code: ProblemCode, error: string): ApiError {
  return new ApiError({ status: 409, code, error });
}
