import type { PlannedCall } from "./plan-schemas.ts";
import type { PlanStore } from "./plan-store.ts";
import { contactPhoneRef, type PhoneCipher, phoneRef } from "../phone/phone-cipher.ts";
import { describeError, type Logger } from "../platform/log.ts";

export interface EvaluateDeps {
  plans: PlanStore;
  cipher: PhoneCipher;
  log: Logger;
}

export interface RuleCounts {
  rules_evaluated: number;
  schedules_created: number;
  /** False: the rest is for the next pass. */
  finished: boolean;
}

const batchSize = 500;
/** Numbers that one pass closes anew, of all rules together: each takes about 0.2 ms of CPU. */
const mostCalls = 2_000;

/**
 * Evaluates the rules that are due: of organisations whose contacts were just read, and of each whose new day has begun. A
 * rule that fails does not keep the others back; its organisation is evaluated again by the next pass.
 */
export async function evaluateRules(
  deps: EvaluateDeps,
  isOver: () => boolean = () => false,
): Promise<RuleCounts> {
  const { plans, log } = deps;
  const counts: RuleCounts = { rules_evaluated: 0, schedules_created: 0, finished: true };
  let taken = 0;
  const byOrganization = Map.groupBy(await plans.listRulesToEvaluate(), ({ org_id }) => org_id);
  for (const [orgId, rules] of byOrganization) {
    const since = await plans.readTime();
    let isComplete = true;
    for (const { rule_id: ruleId } of rules) {
      if (isOver() || taken >= mostCalls) return { ...counts, finished: false };
      try {
        const { planned, created, hasMore } = await evaluateRule(deps, { orgId, ruleId }, mostCalls - taken);
        taken += planned;
        counts.rules_evaluated += 1;
        counts.schedules_created += created;
        if (hasMore) isComplete = counts.finished = false;
      } catch (error) {
        isComplete = false;
        log.error("rule_failed", { org_id: orgId, rule_id: ruleId, ...describeError(error) });
      }
    }
    if (isComplete) await plans.noteRulesEvaluated(orgId, since);
  }
  return counts;
}

/** Plans `most` calls at the most. `hasMore`: there may be more of them. */
async function evaluateRule(
  deps: EvaluateDeps,
  { orgId, ruleId }: { orgId: string; ruleId: string },
  most: number,
) {
  let [planned, created] = [0, 0];
  while (planned < most) {
    const limit = Math.min(batchSize, most - planned);
    const batch = await deps.plans.planRuleCalls(ruleId, limit);
    const calls = (await Promise.all(batch.map((call) => closeAnew(deps, orgId, call)))).flat();
    const booked = calls.length === 0 ? 0 : await deps.plans.bookRuleCalls(ruleId, calls);
    planned += batch.length;
    created += booked;
    if (batch.length < limit || booked === 0) return { planned, created, hasMore: false };
  }
  return { planned, created, hasMore: true };
}

/** A number is bound to its place: opened as the contact's, closed as the schedule's. One that does not open is left out. */
async function closeAnew({ cipher, log }: EvaluateDeps, orgId: string, call: PlannedCall) {
  const { schedule_id, contact_id, phone_hash } = call;
  try {
    const phone = await cipher.decrypt(contactPhoneRef(orgId, contact_id), call.phone_enc);
    const phone_enc = await cipher.encrypt(phoneRef(orgId, schedule_id), phone);
    const global_phone_hash = await cipher.globalHash(phone);
    return [{ schedule_id, contact_id, phone_enc, phone_hash, global_phone_hash }];
  } catch (error) {
    log.error("contact_number_unreadable", { org_id: orgId, contact_id, ...describeError(error) });
    return [];
  }
}
