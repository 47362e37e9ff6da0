import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";
import { oneOf } from "../shared/fields.ts";

const time = z.string().openapi({ format: "date-time", example: "2026-12-01T04:30:00Z" });

export const outboxState = oneOf(codes.outbox_state);

export const outboxEntry = z.object({
  id: z.string().openapi({ format: "uuid", description: "Also the engagement's external id in HubSpot." }),
  schedule_id: z.string().openapi({ format: "uuid" }),
  attempt_id: z.string().openapi({ format: "uuid" }),
  contact_id: z.string().openapi({ description: "The contact's id in HubSpot." }),
  state: outboxState.openapi({
    description:
      "unknown: HubSpot may have it, it is looked for. dead: HubSpot refuses it; it can be sent again.",
  }),
  engagement_id: z.string().nullable().openapi({
    description: "The call's id in HubSpot; null until it is there.",
  }),
  tries: z.int().min(0),
  next_try_at: time,
  reason_code: z.enum(codes.outbox_reason).nullable(),
  reason: z.string().nullable().openapi({ description: "Why it was not taken, for a person." }),
  created_at: time,
  updated_at: time,
  sent_at: time.nullable(),
}).openapi("OutboxEntry");
