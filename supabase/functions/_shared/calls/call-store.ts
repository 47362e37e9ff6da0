import * as z from "zod";
import type { CallResult } from "./summarise-execution.ts";
import type { HeardWish } from "./read-wishes.ts";
import {
  absenceAnswerSchema,
  beginSweepSchema,
  claimAnswerSchema,
  dispositionsSchema,
  eventAnswerSchema,
  followUpSchema,
  lookAnswerSchema,
  nextDueSchema,
  recordAnswerSchema,
  settleAnswerSchema,
  type TakenCall,
  takenCallSchema,
} from "./call-store-schemas.ts";
import type { Code } from "../platform/codes.ts";
import type { ServiceDatabase } from "../platform/database.ts";
import type { FunctionArguments } from "../platform/database-shape.ts";
import { createFunctionCaller } from "../platform/function-caller.ts";
import { createRecoveryCalls } from "./recovery-calls.ts";

export type CallStore = ReturnType<typeof createCallStore>;

export interface PlacedCall {
  attemptId: string;
  executionId: string;
  bolnaStatus: string;
  /** It is tried again: then it goes by itself, and no batch can fail of it twice. */
  isRepeated?: boolean;
}

interface Refusal {
  attemptId: string;
  /** Null when Bolna did not answer. */
  httpStatus: number | null;
  reasonCode: Code<"reason_code">;
  reason: string;
}

/** What came of reading a contact; `contact` null: HubSpot has it no more. */
export type ContactReading =
  | {
    contact: object | null;
    phone_enc: string | null;
    phone_hash: string | null;
    global_phone_hash: string | null;
  }
  | { unread: { reason: string; retry_after_seconds: number } };

/** The contact that was asked for, and what came of it. */
export type ContactLook = { contact_id: string } & ContactReading;

interface BolnaEvent {
  executionId: string;
  callRef: string | null;
  status: string;
  retryCount: number;
  /** `packSnapshot`. */
  snapshot: Record<string, unknown>;
  snapshotHash: string;
  source: Code<"event_source">;
  /** What the person asked for; kept in the transaction that stores the event. */
  wishes: HeardWish[];
}

export interface Settlement {
  attemptId: string;
  executionId: string;
  result: CallResult;
  /** The user on whose behalf the call ends; the audit names them. */
  actorId?: string | undefined;
}

export interface CallStoreOptions {
  /** BOLNA_AGENT_ID, kept with each attempt whose agent names none of its own. */
  bolnaAgentId?: string;
  now?: () => Date;
}

/** A worker that has not written down its outcome by then is taken for dead. */
const leaseSeconds = 45;
/** Room within the lease for the request to Bolna (15 s) and for writing down its outcome. */
const requestSeconds = 20;

/** A call that a person asks for now. */
interface HandClaim {
  scheduleId: string;
  actorId: string;
  worker: string;
  /** Why an admin calls outside the organisation's own hours, gaps and caps. */
  overrideReason?: string | undefined;
}

type LeaseTerms = Pick<FunctionArguments<"claim_due_calls">, "p_lease_seconds" | "p_default_bolna_agent_id">;
// Schemas are made once: to make one for each answer is what parsing it costs most.
const takenCalls = z.array(takenCallSchema);
const recordAnswers = z.array(recordAnswerSchema.nullable());
const eventAnswers = z.array(eventAnswerSchema.nullable());
const settleAnswers = z.array(settleAnswerSchema.nullable());
const followUps = z.array(followUpSchema);
const callsWithoutHash = z.array(
  z.object({ schedule_id: z.guid(), org_id: z.guid(), contact_phone_enc: z.string() }),
);

function toArguments(
  { attemptId, httpStatus, reasonCode, reason }: Refusal,
): FunctionArguments<"record_call_refused"> {
  return { p_attempt_id: attemptId, p_http_status: httpStatus, p_reason_code: reasonCode, p_reason: reason };
}

/**
 * The dispatcher's SQL functions, their answers parsed. Each is one transaction and safe to repeat, but for the claims.
 * Throws a `DatabaseError` when the database refuses or does not answer. `db` is a client with the secret key.
 */
export function createCallStore(
  db: ServiceDatabase,
  { bolnaAgentId, now = () => new Date() }: CallStoreOptions = {},
) {
  const call = createFunctionCaller(db);

  const leaseTerms: LeaseTerms = {
    p_lease_seconds: leaseSeconds,
    p_default_bolna_agent_id: bolnaAgentId ?? null,
  };
  /** By this machine's clock alone, and counted from before the claim: how far the database's is off does not matter. */
  const latestDial = () => new Date(now().getTime() + (leaseSeconds - requestSeconds) * 1000);

  /** Who has what is claimed now, and until when it may be dialled. */
  const holdNow = (worker: string) => ({ worker, dial_before: latestDial() });

  return {
    claimDueCalls: async (worker: string, limit: number): Promise<TakenCall[]> => {
      const hold = holdNow(worker);
      const calls = await call(takenCalls, "claim_due_calls", {
        p_worker: worker,
        p_limit: limit,
        ...leaseTerms,
      });
      return calls.map((taken) => ({ ...taken, ...hold }));
    },

    /** Takes one call whatever its time, for a user whose right the database checks. */
    claimCallSchedule: async ({ scheduleId, actorId, worker, overrideReason }: HandClaim) => {
      const hold = holdNow(worker);
      const answer = await call(claimAnswerSchema, "claim_call_schedule", {
        p_schedule_id: scheduleId,
        p_actor: actorId,
        p_worker: worker,
        ...(overrideReason !== undefined && { p_override_reason: overrideReason }),
        ...leaseTerms,
      });
      return answer.outcome === "claimed" ? { ...answer, call: { ...answer.call, ...hold } } : answer;
    },

    /** Claims a call whose contact was looked up, if the judge lets it go. */
    claimLookedCall: async (scheduleId: string, worker: string, look: ContactLook) => {
      const hold = holdNow(worker);
      const answer = await call(lookAnswerSchema, "claim_looked_call", {
        p_schedule_id: scheduleId,
        p_worker: worker,
        p_look: look,
        ...leaseTerms,
      });
      return answer.outcome === "claimed" ? { ...answer, call: { ...answer.call, ...hold } } : answer;
    },

    /** Throws a `DatabaseError` with code 42501 when the actor is no admin of the organisation. */
    claimOverdueCalls: async (
      orgId: string,
      actorId: string,
      worker: string,
      limit = 25,
    ): Promise<TakenCall[]> => {
      const hold = holdNow(worker);
      const calls = await call(takenCalls, "claim_overdue_calls", {
        p_org_id: orgId,
        p_actor: actorId,
        p_worker: worker,
        p_limit: limit,
        ...leaseTerms,
      });
      return calls.map((taken) => ({ ...taken, ...hold }));
    },

    recordCallPlaced: ({ attemptId, executionId, bolnaStatus }: PlacedCall) =>
      call(recordAnswerSchema, "record_call_placed", {
        p_attempt_id: attemptId,
        p_execution_id: executionId,
        p_bolna_status: bolnaStatus,
      }),
    /** One transaction; null for each that was not touched and is to be recorded by itself. */
    recordCallsPlaced: (calls: PlacedCall[], signal?: AbortSignal) =>
      call(recordAnswers, "record_calls_placed", {
        p_attempt_ids: calls.map(({ attemptId }) => attemptId),
        p_execution_ids: calls.map(({ executionId }) => executionId),
        p_bolna_statuses: calls.map(({ bolnaStatus }) => bolnaStatus),
      }, signal),
    recordCallRefused: (refusal: Refusal) =>
      call(recordAnswerSchema, "record_call_refused", toArguments(refusal)),
    recordCallUnknown: (refusal: Refusal) =>
      call(recordAnswerSchema, "record_call_unknown", toArguments(refusal)),
    recordCallingPaused: (refusal: Refusal) =>
      call(recordAnswerSchema, "record_calling_paused", toArguments(refusal)),
    /** `retryAfterSeconds` is how long the schedule rests before it is due again. */
    recordCallNotSent: (refusal: Refusal & { retryAfterSeconds: number }) =>
      call(recordAnswerSchema, "record_call_not_sent", {
        ...toArguments(refusal),
        p_retry_after_seconds: refusal.retryAfterSeconds,
      }),

    receiveBolnaEvent: (event: BolnaEvent) => {
      const fields = {
        p_execution_id: event.executionId,
        p_call_ref: event.callRef,
        p_status: event.status,
        p_retry_count: event.retryCount,
        p_snapshot: event.snapshot,
        p_snapshot_hash: event.snapshotHash,
        p_source: event.source,
      };
      return event.wishes.length === 0
        ? call(eventAnswerSchema, "receive_bolna_event", fields)
        : call(eventAnswerSchema, "receive_bolna_event_and_wishes", { ...fields, p_wishes: event.wishes });
    },
    /** Where the agent of a call has a person's wish stand in what was extracted, beside the usual places. */
    findDispositions: (executionId: string, callRef: string | null) =>
      call(dispositionsSchema, "call_dispositions", { p_execution_id: executionId, p_call_ref: callRef }),
    listCallsWithoutGlobalHash: () => call(callsWithoutHash, "calls_without_global_hash", {}),
    keepGlobalHashes: (
      calls: readonly { schedule_id: string; contact_phone_enc: string; global_phone_hash: string }[],
    ) => call(z.int(), "keep_global_hashes", { p_calls: calls }),

    /** One transaction; null for each that was not touched and is to be received by itself. */
    receiveBolnaEvents: (events: BolnaEvent[], signal?: AbortSignal) =>
      call(eventAnswers, "receive_bolna_events", {
        p_events: events.map((event) => ({
          execution_id: event.executionId,
          call_ref: event.callRef,
          status: event.status,
          retry_count: event.retryCount,
          snapshot: event.snapshot,
          snapshot_hash: event.snapshotHash,
          source: event.source,
        })),
      }, signal),
    settleCall: ({ attemptId, executionId, result, actorId }: Settlement) =>
      call(settleAnswerSchema, "settle_call", {
        p_attempt_id: attemptId,
        p_execution_id: executionId,
        p_result: result,
        p_actor: actorId ?? null,
      }),
    /** One transaction; null for each that was not touched and is to be settled by itself. For calls without an actor. */
    settleCalls: (settlements: Settlement[], signal?: AbortSignal) =>
      call(settleAnswers, "settle_calls", {
        p_settles: settlements.map(({ attemptId, executionId, result }) => ({
          attempt_id: attemptId,
          execution_id: executionId,
          result,
        })),
      }, signal),

    ...createRecoveryCalls(call),
    beginSweep: (worker: string) => call(beginSweepSchema, "begin_sweep", { p_worker: worker }),
    /** When the next call that could be claimed falls due within so many seconds; null: none. */
    nextCallDueAt: (withinSeconds: number) =>
      call(nextDueSchema, "next_call_due_at", { p_within_seconds: withinSeconds }),
    claimFollowUps: (limit: number) => call(followUps, "claim_follow_ups", { p_limit: limit }),
    /** An unknown call was not in Bolna's list; `complete`: every page of it was read. */
    recordAbsence: (attemptId: string, complete: boolean) =>
      call(absenceAnswerSchema, "record_absence", { p_attempt_id: attemptId, p_complete: complete }),
    /** Shows a live attempt to a person, with a sentence. */
    flagAttention: (attemptId: string, code: Code<"attention_code">, reason: string) =>
      call(z.unknown(), "flag_attention", { p_attempt_id: attemptId, p_code: code, p_reason: reason }),
  };
}
