import { z } from "zod";

export const agentSchema = z.strictObject({
  id: z.guid(),
  /** Where status webhooks go; a secret may stand in its query. */
  webhookUrl: z.url().nullable().default(null),
  /** Sent with every webhook ("Add headers" in Bolna's dashboard). */
  webhookHeaders: z.record(z.string(), z.string()).default({}),
  telephonyProvider: z.string().default("plivo"),
  /** Numbers the agent's provider owns; any `from_phone_number` is accepted when absent. */
  fromNumbers: z.array(z.string()).optional(),
  /** Functions that it can call while it speaks; the token is the whole Authorization header. */
  tools: z.array(z.strictObject({ name: z.string(), url: z.url(), apiToken: z.string() })).default([]),
});

export type Agent = z.output<typeof agentSchema>;
export type AgentInput = z.input<typeof agentSchema>;
