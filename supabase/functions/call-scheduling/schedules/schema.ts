import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";

export const callStatus = z.enum(codes.call_status);

const time = z.string().openapi({ format: "date-time", example: "2026-12-01T04:30:00Z" });
const uuid = z.string().openapi({ format: "uuid" });

/** The API object of the setup guide, and what a person needs beside it. */
export const callSchedule = z.object({
  id: uuid,
  org_id: uuid,
  agent_id: uuid,
  contact_id: z.string().openapi({ description: "The contact's id in HubSpot." }),
  contact_name: z.string(),
  contact_phone: z.string().nullable().openapi({
    description:
      "E.164 for admins and the schedule's creator; for others masked to its last four digits. Null when it can no longer be decrypted.",
    example: "••••3210",
  }),
  scheduled_at: time,
  call_topic: z.string(),
  call_language: z.string(),
  purpose: z.enum(codes.call_purpose).openapi({
    description: "What the call is for: hours, caps and consent hang on it.",
  }),
  time_zone: z.string().nullable().openapi({
    description:
      "The called person's, where the booking said it; null: told from the contact and the number.",
  }),
  deadline_at: time.nullable().openapi({ description: "Without an opening before it the call is missed." }),
  is_active: z.boolean().openapi({ description: "An inactive schedule is not dialled." }),
  call_status: callStatus,
  bolna_call_id: z.string().nullable().openapi({
    description: "Bolna's id of the latest call that it accepted.",
  }),
  auto_trigger_enabled: z.boolean().openapi({ description: "Due by the check-up threshold: see due_at." }),
  checkup_threshold_days: z.int(),
  last_checkup_date: z.string().nullable().openapi({ format: "date" }),
  created_at: time,
  updated_at: time,
  status_reason: z.string().nullable().openapi({
    description: "Why the status is what it is, for a person.",
  }),
  status_reason_code: z.enum(codes.reason_code).nullable().openapi({
    description: "The same, for machines.",
  }),
  attention: z.boolean().openapi({ description: "A person must look at this call." }),
  attention_code: z.enum(codes.attention_code).nullable().openapi({ description: "Why, for machines." }),
  attention_reason: z.string().nullable().openapi({ description: "Why, for a person." }),
  attempt_count: z.int().openapi({ description: "Requests made to Bolna for this call." }),
  due_at: time.openapi({
    description: "When the call becomes due: its time, or the day of its check-up threshold.",
  }),
  retry_at: time.nullable().openapi({
    description: "When a call is tried again after an attempt that did not reach the person; null otherwise.",
  }),
  not_before: time.nullable().openapi({
    description: "The judge let it wait until then: status_reason says why. Null: it need not wait.",
  }),
  created_by: uuid.nullable().openapi({ description: "The user who booked it; null for a rule's." }),
  rule_id: uuid.nullable().openapi({
    description: "The rule that planned the call; null for one booked by hand, and once the rule is deleted.",
  }),
  campaign_id: uuid.nullable().openapi({ description: "The campaign that it is a call of." }),
}).openapi("CallSchedule");

export type CallSchedule = z.output<typeof callSchedule>;

export const callAttempt = z.object({
  id: uuid.openapi({ description: "Also the call_ref that Bolna carries." }),
  attempt_number: z.int(),
  state: z.enum(codes.attempt_state),
  outcome: z.enum(codes.attempt_outcome).nullable().openapi({ description: "Null until it is settled." }),
  reason_code: z.enum(codes.reason_code).nullable(),
  reason: z.string().nullable().openapi({ description: "Why the outcome is what it is, for a person." }),
  trigger: z.enum(codes.attempt_trigger).openapi({ description: "Who had the call dialled." }),
  due_at: time,
  claimed_at: time.openapi({ description: "When it was taken for dialling." }),
  placed_at: time.nullable().openapi({ description: "When Bolna accepted it." }),
  ended_at: time.nullable().openapi({
    description: "As Bolna says it; never before claimed_at, nor after the moment at which it was heard.",
  }),
  bolna_call_id: z.string().nullable(),
  bolna_status: z.string().nullable().openapi({ description: "As Bolna said it last." }),
  answered: z.boolean().nullable(),
  voicemail: z.boolean().nullable(),
  conversation_seconds: z.number().nullable().openapi({ description: "Of the talk with a person." }),
  duration_seconds: z.number().nullable(),
  cost_cents: z.number().nullable(),
  hangup_by: z.string().nullable(),
  hangup_reason: z.string().nullable(),
}).openapi("CallAttempt");

export type CallAttempt = z.output<typeof callAttempt>;
