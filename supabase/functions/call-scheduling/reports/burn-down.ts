import * as z from "../shared/zod.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import type { ServiceContext } from "../context.ts";

const time = z.string().openapi({ format: "date-time" });
const count = z.int().min(0);

export const burnDown = z.object({
  total: count,
  hours: z.array(z.object({ hour: time, left: count })).openapi({
    description: "Each hour in which contacts were over with, and how many were left at its end.",
  }),
  foreseen: z.object({
    will_call: count,
    by_hour: z.array(z.object({ hour: time, calls: count })).openapi({
      description: "Calls that begin in an hour.",
    }),
    p50_end: time.nullable(),
    p90_end: time.nullable(),
  }).nullable().openapi({
    description:
      "What the dry run said that it was started with: over by then in one case of two, and in nine of ten.",
  }),
}).openapi("BurnDown", {
  description: "How many contacts of a campaign are left, hour by hour, beside what was foreseen.",
});

export type BurnDown = z.output<typeof burnDown>;

const row = burnDown.extend({
  hours: z.array(z.object({ hour: z.string().transform(formatTimestamp), left: count })),
  foreseen: burnDown.shape.foreseen.unwrap().extend({
    p50_end: time.nullish().transform((value) => value ?? null),
    p90_end: time.nullish().transform((value) => value ?? null),
  }).nullable(),
});

/** Of a campaign that the caller has found. */
export function readBurnDown({ db, orgId }: ServiceContext, campaignId: string): Promise<BurnDown> {
  return createFunctionCaller(db)(row, "campaign_burn_down", { p_org_id: orgId, p_campaign_id: campaignId });
}
