import { ApiError, notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";
import type { DryRun } from "./dry-run-schema.ts";
import { findSmallerThan, forecastCampaign } from "./forecast-campaign.ts";
import type { JudgedCampaign } from "./judged-campaign.ts";
import { campaignOver } from "./refuse-campaign.ts";
import { warnOf } from "./warn-of.ts";

/** Above so many calls whoever starts the campaign says how many it will make. */
const confirmedAbove = 200;

/** Says whom a campaign would call, when, and whom not, and keeps it for its start. Throws `window_too_small` where its end cannot be met. */
export async function runDryRun(
  { ctx, input: { id: campaignId } }: { ctx: ServiceContext; input: { id: string } },
): Promise<DryRun> {
  const campaign = { orgId: ctx.orgId, actorId: ctx.userId, campaignId };
  const judged = await ctx.dryRuns.judge(campaign);
  switch (judged.outcome) {
    case "not_found":
      throw notFound();
    case "forbidden":
      throw roleTakenAway();
    case "over":
      throw campaignOver();
    case "checked": {
      const smallest = findSmallerThan(judged);
      if (smallest !== null) throw windowTooSmall(judged, smallest);
      const said = say(judged);
      const kept = await ctx.dryRuns.keep(campaign, judged.fingerprint, said);
      if (kept.outcome !== "kept") throw kept.outcome === "forbidden" ? roleTakenAway() : notFound();
      return { id: kept.id, ...said };
    }
  }
}

function say(judged: JudgedCampaign): Omit<DryRun, "id"> {
  const told = forecastCampaign(judged);
  return {
    will_call: judged.will_call,
    will_not_call: judged.will_not_call,
    by_code: judged.by_code,
    first_at: toTime(told.firstAt),
    last_at: toTime(told.lastAt),
    forecast: {
      p50_end: toTime(told.p50End),
      p90_end: toTime(told.p90End),
      most_done_at: toTime(told.mostDoneAt),
      calls: Math.round(told.calls),
      line_hours: Math.round(told.lineHours * 100) / 100,
      cost_cents_low: told.costCents.low,
      cost_cents_high: told.costCents.high,
    },
    by_hour: told.byHour.map(({ hour, calls }) => ({ hour: new Date(hour * 1000).toISOString(), calls })),
    warnings: warnOf(judged, told.p90End ?? judged.ends_at),
    needs_confirmation: judged.will_call > confirmedAbove,
  };
}

function windowTooSmall(judged: JudgedCampaign, end: number | "none"): ApiError {
  const smallest = end === "none" ? null : { starts_at: toTime(judged.at), ends_at: toTime(end) };
  return new ApiError({
    status: 422,
    code: "window_too_small",
    error: smallest === null
      ? "The contacts cannot all be called once before the campaign ends, nor by any end within reach."
      : `The contacts cannot all be called once before the campaign ends; by ${smallest.ends_at} they can.`,
    details: { smallest },
  });
}

function toTime(seconds: number): string;
function toTime(seconds: number | null): string | null;
function toTime(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1000).toISOString();
}
