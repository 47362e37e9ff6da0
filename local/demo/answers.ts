import { z } from "zod";

/** The parts of the API's answers that the demo looks at. */
export const scheduleSchema = z.object({
  id: z.string(),
  rule_id: z.string().nullish(),
  contact_id: z.string(),
  contact_name: z.string(),
  scheduled_at: z.string(),
  call_status: z.string(),
  bolna_call_id: z.string().nullable(),
  status_reason: z.string().nullish(),
});
export type Schedule = z.infer<typeof scheduleSchema>;

export const statisticsSchema = z.looseObject({
  total_completed: z.number(),
  checkup_compliance: z.looseObject({}),
});

export const contactSchema = z.object({
  contact_id: z.string(),
  contact_name: z.string(),
  last_checkup_date: z.string().nullable(),
});
export type Contact = z.infer<typeof contactSchema>;

const verdictSchema = z.object({ contact_id: z.string(), contact_name: z.string(), reason: z.string() });
export type Verdict = z.infer<typeof verdictSchema>;

export const previewSchema = z.object({
  would_call: z.array(verdictSchema),
  would_not_call: z.array(verdictSchema),
});

const outboxEntrySchema = z.object({
  id: z.string(),
  schedule_id: z.string(),
  state: z.string(),
  engagement_id: z.string().nullable(),
  reason: z.string().nullable(),
});
export const outboxSchema = z.array(outboxEntrySchema);
export type OutboxEntry = z.infer<typeof outboxEntrySchema>;

export const ruleSchema = z.object({ id: z.string(), rule_name: z.string(), is_active: z.boolean() });

export const answerSchema = z.looseObject({
  success: z.boolean(),
  error: z.string().optional(),
  schedule: z.unknown().optional(),
  schedules: z.unknown().optional(),
  contacts: z.unknown().optional(),
  next_cursor: z.string().nullish(),
  rule: z.unknown().optional(),
  rules: z.unknown().optional(),
  entries: z.unknown().optional(),
  /** Of a sync that was waited for to its end. */
  finished: z.literal(true).optional(),
  statistics: z.unknown().optional(),
  attempts: z.array(z.object({ id: z.string(), placed_at: z.string().nullable() })).optional(),
});
export type Answer = z.infer<typeof answerSchema>;
