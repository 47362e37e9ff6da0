import * as z from "zod";
import { columnsOf, query } from "../../_shared/platform/database.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import type { ServiceContext } from "../context.ts";
import { type CallAttempt, callAttempt } from "./schema.ts";

const time = z.string().transform(formatTimestamp);

const attemptRow = z.object({
  ...callAttempt.omit({ bolna_call_id: true }).shape,
  bolna_execution_id: z.string().nullable(),
  due_at: time,
  claimed_at: time,
  placed_at: time.nullable(),
  ended_at: time.nullable(),
  conversation_seconds: z.coerce.number().nullable(),
  duration_seconds: z.coerce.number().nullable(),
  cost_cents: z.coerce.number().nullable(),
});

const attemptColumns = columnsOf("call_attempts", attemptRow);

/** Every request to Bolna for a schedule, oldest first. */
export async function listAttempts(
  { db, orgId }: Pick<ServiceContext, "db" | "orgId">,
  scheduleId: string,
): Promise<CallAttempt[]> {
  const rows = await query(
    "call_attempts.list",
    z.array(attemptRow),
    db.from("call_attempts").select(attemptColumns).eq("org_id", orgId).eq("schedule_id", scheduleId)
      .order("attempt_number"),
  );
  return rows.map(({ bolna_execution_id, ...attempt }) => ({
    ...attempt,
    bolna_call_id: bolna_execution_id,
  }));
}
