import { retrySeconds } from "../contacts/suspend-reading.ts";
import type { HubspotFailure } from "../hubspot/client.ts";
import type { ListTrouble } from "./list-store.ts";

/** What a failure of HubSpot's means for a list on its way into a campaign: given up where asking again does not help. */
export function judgeListFailure(
  failure: HubspotFailure,
  { timeZone, now }: { timeZone: string; now: Date },
): ListTrouble {
  const { kind, reason } = failure;
  switch (kind) {
    case "not_found":
      return { code: "unknown_list", reason: "HubSpot has no such list any more.", retrySeconds: null };
    case "scope_missing":
      return {
        code: kind,
        reason: "The key may not read lists: give it the scope crm.lists.read.",
        retrySeconds: null,
      };
    case "token_rejected":
    case "refused":
      return { code: kind, reason, retrySeconds: null };
    case "slow_down":
    case "daily_limit":
      return { code: kind, reason, retrySeconds: retrySeconds(failure, timeZone, now) };
    default:
      return { code: "unreachable", reason, retrySeconds: retrySeconds(failure, timeZone, now) };
  }
}
