import * as z from "zod";
import type { ServiceDatabase } from "../../_shared/platform/database.ts";
import { answerOutcome } from "../../_shared/platform/answer-outcome.ts";
import { codes } from "../../_shared/platform/codes.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { closedDay, decision } from "./decision-schema.ts";
import { policyRow } from "./policy-rows.ts";

export type PolicyStore = ReturnType<typeof createPolicyStore>;

const put = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("put"), policy: policyRow }),
  z.object({ outcome: answerOutcome("forbidden") }),
  z.object({
    outcome: answerOutcome("invalid"),
    field: z.string(),
    code: z.enum(codes.loosening_problem),
    rule: z.string(),
  }),
]);

const checked = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("checked"), decision }),
  z.object({ outcome: answerOutcome("forbidden") }),
]);

const checkedDays = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("checked"), closed: z.array(closedDay) }),
  z.object({ outcome: answerOutcome("forbidden") }),
  z.object({ outcome: answerOutcome("invalid"), field: z.string() }),
]);

const explained = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("explained"), fresh: decision, decisions: z.array(decision) }),
  z.object({ outcome: answerOutcome("not_found") }),
]);

/** What the judge says, and the policy it goes by: the SQL functions, their answers parsed. Throws a `DatabaseError`. */
export function createPolicyStore(db: ServiceDatabase) {
  const call = createFunctionCaller(db);
  return {
    /** Replaces the policy as a whole; each by column. */
    put: (orgId: string, actorId: string, policy: Record<string, unknown>) =>
      call(put, "put_calling_policy", { p_org_id: orgId, p_actor: actorId, p_policy: policy }),
    /** Judges a booking at its own time; nothing is kept of it. */
    check: (orgId: string, actorId: string, fields: Record<string, unknown>) =>
      call(checked, "check_call", { p_org_id: orgId, p_actor: actorId, p_call: fields }),
    /** On which days of that zone's calendar it could leave at no moment. */
    checkDays: (
      orgId: string,
      actorId: string,
      fields: Record<string, unknown>,
      { from, zone, days }: { from: string; zone: string; days: number },
    ) =>
      call(checkedDays, "check_call_days", {
        p_org_id: orgId,
        p_actor: actorId,
        p_call: fields,
        p_zone: zone,
        p_from: from,
        p_days: days,
      }),
    explain: (orgId: string, actorId: string, scheduleId: string) =>
      call(explained, "explain_call", { p_org_id: orgId, p_schedule_id: scheduleId, p_actor: actorId }),
  };
}
