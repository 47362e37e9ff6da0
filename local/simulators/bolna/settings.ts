import { z } from "zod";

/**
 * What the simulated account is like. Where Bolna's sources disagree or are silent, the documented or observed
 * behaviour is the default and the other one a switch.
 */
export const settingsSchema = z.strictObject({
  /** Lifecycle seconds times this are real seconds: 0.01 is a hundred times faster. */
  clockFactor: z.number().positive().max(1000).default(1),
  /** Calls dialling or talking at once; more are queued, first in first out. */
  concurrencyMax: z.int().min(0).default(10),
  /** At 0 or below, calls are accepted and end as `balance-low`. */
  walletCents: z.number().default(9930.01),
  /** Accepted POST /call requests per minute; more get 429. */
  callsPerMinute: z.int().min(0).default(500),
  /** Seconds sent as Retry-After with a 429; null sends none, as observed. */
  retryAfterSeconds: z.int().min(0).nullable().default(null),

  wrongKeyStatus: z.literal([403, 401]).default(403),
  notJsonStatus: z.literal([400, 422]).default(400),
  badAgentIdStatus: z.literal([400, 422]).default(400),
  unknownAgentStatus: z.literal([404, 400]).default(404),
  badRecipientStatus: z.literal([400, 422]).default(400),
  /** Answer to a `scheduled_at` that ends in Z. */
  zuluScheduleStatus: z.literal([500, 400]).default(500),
  naiveSchedule: z.enum(["utc", "reject"]).default("utc"),
  /** A `scheduled_at` more than 30 days ahead. */
  farSchedule: z.enum(["accept", "reject"]).default("accept"),
  /** Round `scheduled_at` up to the next 10-minute mark. */
  roundSchedule: z.boolean().default(false),
  badRetryConfig: z.enum(["reject", "accept"]).default("reject"),
  /** Trial account: the only numbers that may be called. null is a paid account. */
  verifiedNumbers: z.array(z.string()).nullable().default(null),
  unverifiedStatus: z.literal([403, 400]).default(403),

  /** Repeat `execution_id` as `run_id` in the answer of POST /call. */
  answerRunId: z.boolean().default(false),
  stoppedStatus: z.enum(["stopped", "canceled"]).default("stopped"),
  timestamps: z.enum(["naive", "offset"]).default("naive"),
  /** `scheduled_at` of a call placed for at once. */
  immediateScheduledAt: z.enum(["null", "created_at"]).default("null"),
  /** List rows: the whole record, the documented short form, or that without the numbers. */
  listRows: z.enum(["full", "trimmed", "bare"]).default("full"),
  bigPageSize: z.enum(["clamp", "reject"]).default("clamp"),
  terminationReason: z.boolean().default(true),

  webhooks: z.strictObject({
    skipStatuses: z.array(z.string()).default([]),
    dropAll: z.boolean().default(false),
    /** Send every event twice at the same moment. */
    duplicate: z.boolean().default(false),
    /** Send `completed` before `call-disconnected`. */
    swapOrder: z.boolean().default(false),
    /** Answer POST /call only after the first event of that call was delivered (or after 5 s). */
    beforeAnswer: z.boolean().default(false),
    /** An extra `in-progress` post with a custom key while the call is being dialled. */
    preCallPost: z.boolean().default(false),
    /** Real seconds until a receiver counts as failed. */
    timeoutSeconds: z.number().positive().default(10),
    /** Tries after the first one fails; Bolna's own number is unknown. */
    redeliverTimes: z.int().min(0).default(3),
    /** Lifecycle seconds between tries. */
    redeliverSeconds: z.number().min(0).default(10),
  }).prefault({}),
});

export type Settings = z.output<typeof settingsSchema>;
export type SettingsInput = z.input<typeof settingsSchema>;

/** The settings with some of them changed; `webhooks` is merged switch by switch. Throws ZodError. */
export function changeSettings(current: Settings, change: unknown): Settings {
  const asked = z.looseObject({ webhooks: z.looseObject({}).default({}) }).parse(change);
  return settingsSchema.parse({ ...current, ...asked, webhooks: { ...current.webhooks, ...asked.webhooks } });
}
