import * as z from "zod";

export const ruleToEvaluateSchema = z.object({ org_id: z.guid(), rule_id: z.guid() });

export const plannedCallSchema = z.object({
  /** The id that its schedule will have: the number is closed anew for it. */
  schedule_id: z.guid(),
  contact_id: z.string(),
  phone_enc: z.string(),
  phone_hash: z.string(),
});
export type PlannedCall = z.output<typeof plannedCallSchema>;
