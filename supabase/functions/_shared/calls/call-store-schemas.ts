import * as z from "zod";
import { timestamp } from "../platform/timestamp-schema.ts";
import { codes } from "../platform/codes.ts";
import { runIdSchema } from "../platform/worker-store.ts";
import { answerOutcome } from "../platform/answer-outcome.ts";

const callStatus = z.enum(codes.call_status);
const attemptState = z.enum(codes.attempt_state);

const takenCall = z.object({
  schedule_id: z.guid(),
  org_id: z.guid(),
  agent_id: z.guid(),
  /** Null: the environment's agent is meant. */
  bolna_agent_id: z.string().nullable(),
  /** E.164; null: the environment's number is meant. */
  from_number: z.string().nullable(),
  contact_id: z.string(),
  contact_name: z.string(),
  contact_phone_enc: z.string(),
  contact_phone_hash: z.string(),
  call_topic: z.string(),
  call_language: z.string(),
  due_at: timestamp,
  time_zone: z.string(),
});

/** One call claimed for dialling: its claim is committed, and exactly one request may be made for it. */
export const claimedCallSchema = takenCall.extend({
  looks_first: z.literal(false),
  /** The attempt's id, which is also the `call_ref` that Bolna carries. */
  attempt_id: z.guid(),
  attempt_number: z.number(),
});
/** One whose contact is to be read from HubSpot before it can be claimed. There is no attempt yet. */
const pendingLookSchema = takenCall.extend({ looks_first: z.literal(true) });
export const takenCallSchema = z.discriminatedUnion("looks_first", [claimedCallSchema, pendingLookSchema]);

export const dispositionsSchema = z.array(
  z.object({ path: z.string(), values: z.record(z.string(), z.enum(codes.disposition)) }),
);

interface Hold {
  /** Who has it. */
  worker: string;
  /** No request may leave after this: the claim's lease would end before its outcome is written down. */
  dial_before: Date;
}
export type ClaimedCall = z.infer<typeof claimedCallSchema> & Hold;
export type PendingLook = z.infer<typeof pendingLookSchema> & Hold;
export type TakenCall = ClaimedCall | PendingLook;

/** The judge refused it: `withdrawn` for good, `deferred` for now, until a moment that may be unknown. */
const refusalSchema = z.object({
  outcome: answerOutcome("withdrawn", "deferred"),
  reason_code: z.enum(codes.reason_code),
  reason: z.string(),
  until: timestamp.nullable(),
  /** As the API gives it; only where a person asked for the call. */
  decision: z.record(z.string(), z.unknown()).optional(),
});
export type Refusal = z.infer<typeof refusalSchema>;

/** What `claim_call_schedule` answers. */
export const claimAnswerSchema = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("claimed"), call: takenCallSchema }),
  z.object({ outcome: answerOutcome("not_found") }),
  z.object({ outcome: answerOutcome("forbidden") }),
  z.object({ outcome: answerOutcome("not_scheduled"), call_status: callStatus }),
  refusalSchema,
]);

/** What `claim_looked_call` answers. `lost`: the call is in other hands by now, or was changed or ended meanwhile. */
export const lookAnswerSchema = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("claimed"), call: claimedCallSchema }),
  refusalSchema,
  z.object({ outcome: answerOutcome("lost") }),
]);

/** `recorded: false` means that somebody else knew better already and this late write was refused. */
export const recordAnswerSchema = z.object({
  recorded: z.boolean(),
  call_status: callStatus.nullable(),
  attempt_state: attemptState.nullable(),
});
export type RecordAnswer = z.infer<typeof recordAnswerSchema>;

export const eventAnswerSchema = z.object({
  duplicate: z.boolean(),
  /** False: about nobody's call, and over the limit of those (`private.request_limits`): heard, not stored. */
  kept: z.boolean(),
  known: z.boolean(),
  attempt_id: z.guid().nullable(),
  org_id: z.guid().nullable(),
  attempt_state: attemptState.nullable(),
  call_status: callStatus.nullable(),
  /** The status is terminal and the attempt is not ended: read the execution again, then settle. */
  settle: z.boolean(),
});
export type EventAnswer = z.infer<typeof eventAnswerSchema>;

/** `absent: true`: it is proven that the call never reached Bolna, and its attempt is over. */
export const absenceAnswerSchema = z.object({ absent: z.boolean(), call_status: callStatus.nullable() });

export const settleAnswerSchema = z.object({ settled: z.boolean(), call_status: callStatus.nullable() });

/** `sweep_id`: the number of its run. */
export const beginSweepSchema = z.object({
  sweep_id: runIdSchema,
  expired_leases: z.number(),
  /** How often the database ticks, where it says so. */
  interval_seconds: z.number().nullish(),
});

export const nextDueSchema = timestamp.nullable();

/** A live attempt whose turn to be looked at has come. */
export const followUpSchema = z.object({
  attempt_id: z.guid(),
  schedule_id: z.guid(),
  org_id: z.guid(),
  state: attemptState,
  bolna_agent_id: z.string().nullable(),
  bolna_execution_id: z.string().nullable(),
  bolna_status: z.string().nullable(),
  bolna_status_at: timestamp.nullable(),
  claimed_at: timestamp,
  placed_at: timestamp.nullable(),
  check_count: z.number(),
  /** The organisation's: how long Bolna may keep a call queued. */
  queue_deadline_seconds: z.number(),
});
export type FollowUp = z.infer<typeof followUpSchema>;
