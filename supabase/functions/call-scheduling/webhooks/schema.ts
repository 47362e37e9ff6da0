import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";

const time = z.string().openapi({ format: "date-time", example: "2026-12-01T04:30:00Z" });
const uuid = z.string().openapi({ format: "uuid" });

export const webhook = z.object({
  id: uuid,
  org_id: uuid,
  url: z.string().openapi({ example: "https://hooks.example.com/calls" }),
  events: z.array(z.enum(codes.webhook_event)),
  description: z.string().nullable(),
  is_active: z.boolean().openapi({
    description: "false: nothing is told to it, and nothing is kept for it.",
  }),
  off_code: z.enum(codes.webhook_off_code).nullable().openapi({
    description: "Why it is off. gone: it answered 410. failing: nothing reached it for five days.",
  }),
  failing_since: time.nullable().openapi({ description: "Nothing has reached it since then." }),
  failures: z.number().openapi({ description: "Tries in a row that did not reach it." }),
  held_until: time.openapi({ description: "While it fails it is not tried before." }),
  old_secret_until: time.nullable().openapi({
    description: "Until then the secret before this one signs too.",
  }),
  created_at: time,
  updated_at: time,
}).openapi("Webhook");
export type Webhook = z.output<typeof webhook>;

/** Shown once: when it is made. */
export const secret = z.string().openapi({
  description: "Signs what it is told, by Standard Webhooks. Shown this once.",
  example: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
});

export const delivery = z.object({
  id: uuid,
  webhook_id: uuid,
  event_id: uuid.openapi({ description: "The same at each try and replay; webhook-id is made of it." }),
  type: z.enum(codes.webhook_event),
  subject_id: uuid.openapi({
    description: "The call, number or campaign: told in the order in which it happened.",
  }),
  data: z.record(z.string(), z.unknown()),
  occurred_at: time,
  state: z.enum(codes.delivery_state),
  tries: z.number(),
  next_try_at: time,
  http_status: z.number().nullable().openapi({ description: "What the endpoint answered last." }),
  reason_code: z.enum(codes.delivery_reason).nullable(),
  reason: z.string().nullable(),
  replay_of: uuid.nullable(),
  delivered_at: time.nullable(),
  created_at: time,
}).openapi("WebhookDelivery");
export type WebhookDelivery = z.output<typeof delivery>;
