import * as z from "zod";
import type { ServiceDatabase } from "../../_shared/platform/database.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { decision } from "../policy/decision-schema.ts";
import { scheduleRow } from "./schedule-rows.ts";
import { callStatus } from "./schema.ts";
import { answerOutcome } from "../../_shared/platform/answer-outcome.ts";

export type BookingStore = ReturnType<typeof createBookingStore>;

export interface Booking {
  orgId: string;
  actorId: string;
  scheduleId: string;
  /** By column. */
  fields: Record<string, unknown>;
}

const invalid = z.object({ outcome: answerOutcome("invalid"), field: z.string() });

const booked = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("booked"), schedule: scheduleRow, decision }),
  z.object({ outcome: answerOutcome("refused"), decision }),
  z.object({ outcome: answerOutcome("forbidden", "not_found") }),
  invalid,
]);

const changed = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("changed"), schedule: scheduleRow, decision }),
  z.object({ outcome: answerOutcome("refused"), decision }),
  z.object({ outcome: answerOutcome("not_scheduled"), call_status: callStatus }),
  z.object({ outcome: answerOutcome("forbidden", "not_found", "stale") }),
  invalid,
]);

const revealed = z.object({ outcome: answerOutcome("recorded", "forbidden", "not_found") });

/**
 * Writes calls on behalf of a user: the SQL functions, their answers parsed. Each looks at the actor's right itself. They take
 * the secret key, which `db` has: a number's ciphertext and hash are ours to make, and no user's. Throws a `DatabaseError`.
 */
export function createBookingStore(db: ServiceDatabase) {
  const call = createFunctionCaller(db);
  return {
    /** The same id again gives what was booked under it the first time. */
    book: ({ orgId, actorId, scheduleId, fields }: Booking) =>
      call(booked, "book_call_schedule", {
        p_org_id: orgId,
        p_actor: actorId,
        p_id: scheduleId,
        p_call: fields,
      }),
    /** What is left out of the fields stays. `seenAt`: stale, where the call was changed since. */
    change: ({ orgId, actorId, scheduleId, fields }: Booking, seenAt?: string) =>
      call(changed, "change_call_schedule", {
        p_org_id: orgId,
        p_schedule_id: scheduleId,
        p_actor: actorId,
        p_changes: fields,
        ...(seenAt !== undefined && { p_seen_at: seenAt }),
      }),
    /** Says in the trail that the actor is shown the number. */
    reveal: (orgId: string, actorId: string, scheduleId: string) =>
      call(revealed, "reveal_number", { p_org_id: orgId, p_actor: actorId, p_schedule_id: scheduleId }),
  };
}
