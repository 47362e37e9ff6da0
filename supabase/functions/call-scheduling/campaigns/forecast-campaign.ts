import type { WindowGroup } from "../../_shared/campaigns/forecast/flow.ts";
import {
  type Forecast,
  forecastCalls,
  type ForecastInput,
} from "../../_shared/campaigns/forecast/forecast-calls.ts";
import { callOutcomes } from "../../_shared/campaigns/forecast/outcomes.ts";
import { smallestEnd } from "../../_shared/campaigns/forecast/smallest-end.ts";
import type { JudgedCampaign } from "./judged-campaign.ts";

/** What the calls of a judged campaign will take. */
export function forecastCampaign(judged: JudgedCampaign): Forecast {
  return forecastCalls({ ...toInput(judged, toGroups(judged)), until: judged.ends_at });
}

/**
 * The earliest end by which everybody who may be called has been called once, in seconds since 1970: null where the campaign's own end
 * suffices, or has none; `none` where no end would do, as far as its windows are known.
 */
export function findSmallerThan(judged: JudgedCampaign): number | "none" | null {
  const { ends_at, will_call } = judged;
  if (ends_at === null) return null;
  if (will_call > 0) {
    const end = smallestEnd(toInput(judged, toGroups(judged)));
    return end !== null && end <= ends_at ? null : end ?? "none";
  }
  // Nobody fits: whom would a later end allow?
  const late = judged.groups.map(({ late, ...group }) => toGroup({ ...group, arrivals: late }))
    .filter(({ arrivals }) => arrivals.length > 0);
  return late.length === 0 ? null : smallestEnd(toInput(judged, late)) ?? "none";
}

function toGroups({ groups }: JudgedCampaign): WindowGroup[] {
  return groups.map(toGroup).filter(({ arrivals }) => arrivals.length > 0);
}

function toGroup(
  { spans, arrivals, zone_offset }: Omit<JudgedCampaign["groups"][number], "late">,
): WindowGroup {
  return {
    spans: (spans ?? []).map(([opens, closes]) => ({ opens, closes })),
    arrivals: arrivals.map(([at, contacts]) => ({ at, contacts })),
    ...(zone_offset === null ? {} : { zoneOffset: zone_offset }),
  };
}

function toInput(judged: JudgedCampaign, groups: WindowGroup[]): Omit<ForecastInput, "until"> {
  const { outcomes, cost_cents_per_minute, attempts_seen } = judged.terms;
  const terms = (outcome: (typeof callOutcomes)[number]) => ({
    share: outcomes[outcome].share,
    holdSeconds: outcomes[outcome].hold_seconds,
  });
  return {
    groups,
    terms: {
      outcomes: {
        answered: terms("answered"),
        voicemail: terms("voicemail"),
        no_answer: terms("no_answer"),
        busy: terms("busy"),
        failed: terms("failed"),
      },
      costCentsPerMinute: cost_cents_per_minute,
      attemptsSeen: attempts_seen,
    },
    retryPolicy: judged.retry_policy,
    lines: judged.lines,
    callsPerMinute: judged.calls_per_minute,
    hourBeginsAtSeconds: judged.hour_begins_at,
    ...(judged.rates === null ? {} : { rates: judged.rates }),
  };
}
