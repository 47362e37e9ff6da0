import * as z from "zod";
import type { ServiceDatabase } from "../../_shared/platform/database.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { ruleRow } from "./rule-rows.ts";
import { answerOutcome } from "../../_shared/platform/answer-outcome.ts";

export type RuleStore = ReturnType<typeof createRuleStore>;

export interface RuleWrite {
  orgId: string;
  actorId: string;
  ruleId: string;
  /** By column. */
  fields: Record<string, unknown>;
}

const invalid = z.object({ outcome: answerOutcome("invalid"), field: z.string() });

const created = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("created"), rule: ruleRow }),
  z.object({ outcome: answerOutcome("forbidden") }),
  invalid,
]);

const changed = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("changed"), rule: ruleRow }),
  z.object({ outcome: answerOutcome("forbidden", "not_found") }),
  invalid,
]);

/**
 * Writes rules on behalf of an admin: the SQL functions, their answers parsed. Each looks at the actor's right itself. `db` has the
 * secret key. Throws a `DatabaseError`.
 */
export function createRuleStore(db: ServiceDatabase) {
  const call = createFunctionCaller(db);
  return {
    /** The same id again gives what was made under it the first time. */
    create: ({ orgId, actorId, ruleId, fields }: RuleWrite) =>
      call(created, "create_call_rule", { p_org_id: orgId, p_actor: actorId, p_id: ruleId, p_rule: fields }),
    /** What is left out of the fields stays. */
    change: ({ orgId, actorId, ruleId, fields }: RuleWrite) =>
      call(changed, "change_call_rule", {
        p_org_id: orgId,
        p_rule_id: ruleId,
        p_actor: actorId,
        p_changes: fields,
      }),
  };
}
