import type { Code } from "../../_shared/platform/codes.ts";
import { invalid } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { explainWriteError, roleTakenAway } from "../shared/explain-write-error.ts";
import { presentPolicy } from "./policy-rows.ts";
import type { CallingPolicy, NewCallingPolicy } from "./schema.ts";
import { toMinuteRanges } from "./week.ts";

const whyNotLoosened: Record<Code<"loosening_problem">, string> = {
  rule_unknown: "There is no such rule.",
  rule_is_law: "This is law: only a consent lifts it, and only where the law says so.",
  loosening_endless: "A loosening needs an end.",
  loosening_too_long: "A loosening ends within a year, and not in the past.",
};

/** Replaces the policy as a whole. It holds from the next claim, for all that is booked. */
export async function putPolicy(
  { ctx, input }: { ctx: ServiceContext; input: NewCallingPolicy },
): Promise<CallingPolicy> {
  const { orgId, userId } = ctx;
  const columns = {
    ...input,
    week: input.week === null ? null : toMinuteRanges(input.week),
    blackouts: input.blackouts.map(({ from, to, reason }) => ({ from: from.text, to: to.text, reason })),
    loosened: input.loosened.map(({ until, ...rest }) => ({ ...rest, until: until?.text ?? null })),
  };
  const answer = await ctx.policies.put(orgId, userId, columns).catch((error) => {
    throw explainWriteError(error);
  });
  switch (answer.outcome) {
    case "put":
      return presentPolicy(answer.policy);
    case "forbidden":
      throw roleTakenAway();
    case "invalid":
      throw invalid([{
        field: answer.field,
        code: answer.code,
        message: `${answer.rule}: ${whyNotLoosened[answer.code]}`,
      }]);
  }
}
