import { z } from "zod";

/** The parts of the API's answers that the demo looks at. */
export const scheduleSchema = z.object({
  id: z.string(),
  call_status: z.string(),
  bolna_call_id: z.string().nullable(),
  status_reason: z.string().nullish(),
});
export type Schedule = z.infer<typeof scheduleSchema>;

export const statisticsSchema = z.looseObject({ total_completed: z.number() });

export const answerSchema = z.looseObject({
  success: z.boolean(),
  error: z.string().optional(),
  schedule: z.unknown().optional(),
  statistics: z.unknown().optional(),
  attempts: z.array(z.object({ placed_at: z.string().nullable() })).optional(),
});
export type Answer = z.infer<typeof answerSchema>;
