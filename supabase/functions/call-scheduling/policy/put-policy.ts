import { invalid } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { explainWriteError, roleTakenAway } from "../shared/explain-write-error.ts";
import { presentPolicy } from "./policy-rows.ts";
import type { CallingPolicy, NewCallingPolicy } from "./schema.ts";
import { toMinuteRanges } from "./week.ts";

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
      throw invalid([{ field: answer.field, code: "not_right", message: answer.reason }]);
  }
}
