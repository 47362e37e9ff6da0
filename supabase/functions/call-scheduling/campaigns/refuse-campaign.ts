import { ApiError, type FieldProblem } from "../../_shared/platform/errors.ts";
import { unknownAgent } from "../agents/check-agent.ts";
import type { CampaignChanges } from "./input-schema.ts";

/** What is wrong with a field that the database refuses. */
export function explainCampaignField(field: string): FieldProblem {
  switch (field) {
    case "agent_id":
      return unknownAgent;
    case "ends_at":
      return {
        field,
        code: "ends_too_soon",
        message: "The end must lie ahead, behind starts_at, and within five years.",
      };
    default:
      return { field, code: "too_far", message: "The time is more than five years ahead." };
  }
}

/** 409: a campaign that is over stays as it is. */
export function campaignOver(): ApiError {
  return new ApiError({
    status: 409,
    code: "campaign_over",
    error: "The campaign is over: it was completed or cancelled.",
  });
}

/** By column, as the SQL functions take them: times as text. */
export function toCampaignColumns(
  { starts_at, ends_at, ...rest }: CampaignChanges,
): Record<string, unknown> {
  return {
    ...rest,
    ...(starts_at !== undefined && { starts_at: starts_at?.text ?? null }),
    ...(ends_at !== undefined && { ends_at: ends_at?.text ?? null }),
  };
}
