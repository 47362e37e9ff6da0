import type { components } from "../../api/types.ts";
import { doneOf } from "./done-of.ts";

type Campaign = components["schemas"]["Campaign"];
type Forecast = components["schemas"]["Forecast"];

export interface BurnPoint {
  /** Milliseconds since 1970. */
  at: number;
  left: number;
  kind: "counted" | "likely" | "late";
}

/**
 * What is still to do, from the start to now as it was counted, and from now to the ends that the forecast gives: most likely and
 * almost surely. Without a forecast at the pace so far.
 */
export function burnDownOf(
  campaign: Pick<Campaign, "counts" | "started_at">,
  seen: readonly { at: number; left: number }[],
  forecast: Pick<Forecast, "p50_end" | "p90_end"> | undefined,
  now: number,
): { points: BurnPoint[]; likelyEnd: number | null } {
  const all = campaign.counts.total - campaign.counts.excluded;
  const left = campaign.counts.total - doneOf(campaign);
  const begun = campaign.started_at === null ? now : Date.parse(campaign.started_at);
  const counted = [{ at: begun, left: all }, ...seen.filter(({ at }) => at > begun && at < now), {
    at: now,
    left,
  }];
  const points: BurnPoint[] = counted.map((one) => ({ ...one, kind: "counted" }));
  const ends = forecast?.p50_end && forecast.p90_end
    ? [Date.parse(forecast.p50_end), Date.parse(forecast.p90_end)]
    : left < all && now > begun
    ? [now + (now - begun) / (all - left) * left]
    : [];
  const [likely, late] = ends.map((end) => Math.max(end, now));
  if (likely !== undefined) {
    points.push({ at: now, left, kind: "likely" }, { at: likely, left: 0, kind: "likely" });
  }
  if (late !== undefined) points.push({ at: now, left, kind: "late" }, { at: late, left: 0, kind: "late" });
  return { points, likelyEnd: likely ?? null };
}
