import * as z from "zod";
import type { ServiceDatabase } from "../platform/database.ts";
import { createFunctionCaller } from "../platform/function-caller.ts";
import { plannedCallSchema, ruleToEvaluateSchema } from "./plan-schemas.ts";

export type PlanStore = ReturnType<typeof createPlanStore>;

/**
 * What rules plan: the SQL functions, their answers parsed. Each is one transaction. Throws a `DatabaseError` when the
 * database refuses or does not answer. `db` has the secret key.
 */
export function createPlanStore(db: ServiceDatabase) {
  const call = createFunctionCaller(db);

  return {
    /** The active rules that are to be evaluated now. */
    listRulesToEvaluate: (orgId?: string) =>
      call(z.array(ruleToEvaluateSchema), "rules_to_evaluate", { p_org_id: orgId ?? null }),
    /** The database's clock, as in contact-store.ts. */
    readTime: async () => new Date(await call(z.string(), "database_time")),
    planRuleCalls: (ruleId: string, limit: number) =>
      call(z.array(plannedCallSchema), "plan_rule_calls", { p_rule_id: ruleId, p_limit: limit }),
    /** How many were planned: everything is judged again. */
    bookRuleCalls: (
      ruleId: string,
      calls: readonly {
        schedule_id: string;
        contact_id: string;
        phone_enc: string;
        phone_hash: string;
        global_phone_hash: string;
      }[],
    ) => call(z.number(), "book_rule_calls", { p_rule_id: ruleId, p_calls: calls }),
    noteRulesEvaluated: (orgId: string, since: Date) =>
      call(z.unknown(), "note_rules_evaluated", { p_org_id: orgId, p_since: since.toISOString() }),
  };
}
