import * as z from "../shared/zod.ts";
import { id, text, wholeNumber } from "../shared/fields.ts";
import { json } from "../shared/routes.ts";
import { campaign } from "./schema.ts";

export const startInput = z.strictObject({
  dry_run_id: id().openapi({ description: "The dry run that was seen." }),
  confirm: wholeNumber(0, 50_000).nullable().optional().openapi({
    description: "Its will_call, where it says needs_confirmation.",
  }),
}).openapi("CampaignStart");

export const reasonInput = z.strictObject({
  reason: text(500).openapi({ description: "Why, for whoever reads it later.", example: "Wrong list" }),
}).openapi("CampaignReason");

/** The answer of every step of a campaign's life. */
export const stepAnswer = json(
  "The campaign as it is now.",
  z.object({ success: z.literal(true), campaign, message: z.string() }),
);
