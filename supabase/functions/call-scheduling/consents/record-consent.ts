import { type FieldProblem, invalid } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";
import { hashNumber } from "../suppressions/hash-number.ts";
import { presentConsent } from "./consent-rows.ts";
import type { NewConsent } from "./input-schema.ts";
import type { Consent } from "./schema.ts";

/** The clocks of whoever sends it and ours may differ. */
const toleranceMs = 5 * 60_000;

/** Records that a person agreed to be called at a number. */
export async function recordConsent(
  { ctx, input }: { ctx: ServiceContext; input: NewConsent },
): Promise<Consent> {
  const { contact_phone, contact_country, obtained_at, valid_until, source, ...fields } = input;
  const problems: FieldProblem[] = [];
  if (obtained_at.milliseconds > ctx.now().getTime() + toleranceMs || obtained_at.text < "2000") {
    const isEarly = obtained_at.text < "2000";
    problems.push({
      field: "obtained_at",
      code: isEarly ? "too_early" : "in_future",
      message: isEarly ? "The time is before 2000." : "The time is still to come.",
    });
  }
  if (valid_until && valid_until.milliseconds <= obtained_at.milliseconds) {
    problems.push({
      field: "valid_until",
      code: "ends_too_soon",
      message: "A consent ends after it was given.",
    });
  }
  if (problems.length > 0) throw invalid(problems);
  const number = await hashNumber(ctx, { contact_phone, contact_country });
  const answer = await ctx.consents.record(ctx.orgId, ctx.userId, ctx.resourceId, {
    ...fields,
    ...number,
    obtained_through: source,
    obtained_at: obtained_at.text,
    ...(valid_until && { valid_until: valid_until.text }),
  });
  if (answer.outcome === "forbidden") throw roleTakenAway();
  return await presentConsent(ctx, answer.consent);
}
