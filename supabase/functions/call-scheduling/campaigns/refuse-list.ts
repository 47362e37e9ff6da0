import { judgeFailure } from "../../_shared/contacts/judge-properties.ts";
import type { Rejection } from "../../_shared/campaigns/staged-contact.ts";
import type { HubspotFailure } from "../../_shared/hubspot/client.ts";
import type { Code } from "../../_shared/platform/codes.ts";
import { ApiError, invalid } from "../../_shared/platform/errors.ts";
import { mostRows } from "./audience-schema.ts";
import { notConnected } from "../integrations/not-connected.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";
import { explainAudience, nobodyToCall } from "./refuse-audience.ts";

/** 422: there is no such list of contacts. */
export function unknownList(message: string): ApiError {
  return invalid([{ field: "list_id", code: "unknown", message }], "unknown_list");
}

/** What HubSpot answered to the first question about a list. */
export function explainListFailure(failure: HubspotFailure): ApiError {
  if (failure.kind === "not_found") return unknownList("There is no list with this id.");
  return new ApiError({
    status: 502,
    code: judgeFailure(failure)?.state ?? "unreachable",
    error: failure.kind === "scope_missing"
      ? "The key may not read lists: give it the scope crm.lists.read."
      : "HubSpot did not give the list.",
    details: failure.reason,
  });
}

/** Why a list did not become the audience. */
export function explainListProblem(
  { code, reason }: { code: Code<"audience_problem">; reason: string },
  rejected: readonly Rejection[] = [],
): ApiError {
  switch (code) {
    case "nobody_to_call":
      return rejected.length > 0
        ? nobodyToCall(rejected)
        : invalid([{ field: "list_id", code: "nobody", message: reason }], code);
    case "unknown_list":
      return unknownList(reason);
    case "too_many_contacts":
      return invalid([{ field: "list_id", code: "too_many", message: reason, limit: mostRows }], code);
    case "campaign_running":
      return explainAudience("live");
    case "campaign_over":
      return explainAudience("over");
    case "not_connected":
      return notConnected();
    case "forbidden":
      return roleTakenAway();
    default:
      return new ApiError({ status: 502, code, error: "HubSpot did not give the list.", details: reason });
  }
}
