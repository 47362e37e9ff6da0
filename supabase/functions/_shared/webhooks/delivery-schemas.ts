import * as z from "zod";
import { codes } from "../platform/codes.ts";
import { timestamp } from "../platform/timestamp-schema.ts";

/** A delivery that a worker holds until its lease ends (60 s). */
export const claimedDeliverySchema = z.object({
  id: z.guid(),
  /** Null: the operator's. */
  org_id: z.guid().nullable(),
  webhook_id: z.guid(),
  /** Of the event: the same at each endpoint, try and replay. */
  event_id: z.guid(),
  type: z.enum(codes.webhook_event),
  data: z.record(z.string(), z.unknown()),
  occurred_at: timestamp,
  /** From 1. */
  tries: z.number(),
  created_at: timestamp,
  url: z.string(),
  /** Tries in a row that did not reach the endpoint, whatever they were to tell. */
  failures: z.number(),
  /** The newest first; the one before it for a day after a change. None: Vault does not have it. */
  secrets: z.array(z.string()),
});
export type ClaimedDelivery = z.output<typeof claimedDeliverySchema>;
