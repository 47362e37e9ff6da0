import * as z from "../shared/zod.ts";
import type { Campaign } from "./schema.ts";

const count = z.int().min(0);

/** How far a campaign that was started is. */
export const campaignProgress = z.object({
  contacts_total: count,
  contacts_planned: count.openapi({
    description: "Whose turn has come: they have a call, or were excluded.",
  }),
  contacts_done: count.openapi({ description: "With whom it is over, whatever came of it." }),
  seconds_left: count.nullable().openapi({
    description:
      "By the pace since its start, while it runs: a dry run says it by hours, lines and answers. Null before the first is done.",
  }),
}).openapi("CampaignProgress");

/** What its counts say of it; null: it is a draft. */
export function progressOf(
  { counts, state, started_at }: Pick<Campaign, "counts" | "state" | "started_at">,
  now: Date,
): z.output<typeof campaignProgress> | null {
  if (started_at === null) return null;
  const { total, waiting, excluded, cancelled, completed, failed } = counts;
  const done = completed + failed + cancelled + excluded;
  const seconds = Math.max(0, now.getTime() - Date.parse(started_at)) / 1000;
  return {
    contacts_total: total,
    contacts_planned: total - waiting,
    contacts_done: done,
    seconds_left: state === "running" && done > 0 ? Math.ceil(seconds * (total - done) / done) : null,
  };
}
