import type { Campaign } from "../campaigns/schema.ts";

const dayMs = 86_400_000;

/** From when a campaign was made until it ended, or now: a day more on either side, and 400 days at most. */
export function lifeOf(
  { created_at, ended_at }: Pick<Campaign, "created_at" | "ended_at">,
  now: Date,
): { from: string; to: string } {
  const end =
    (ended_at === null ? now.getTime() : Math.min(now.getTime(), Date.parse(ended_at) + 7 * dayMs)) + dayMs;
  const start = Math.max(Date.parse(created_at) - dayMs, end - 400 * dayMs);
  return { from: new Date(start).toISOString(), to: new Date(end).toISOString() };
}
