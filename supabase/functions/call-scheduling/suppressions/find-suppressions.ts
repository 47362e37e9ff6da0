import type * as z from "zod";
import type { ServiceContext } from "../context.ts";
import { hashNumber } from "./hash-number.ts";
import type { numberToFind } from "./input-schema.ts";
import type { Suppression } from "./schema.ts";
import { presentSuppression } from "./suppression-rows.ts";

/** What is on the organisation's list of one number: those that hold, or with `removed` those that were lifted. */
export async function findSuppressions(
  { ctx, input: { removed, ...number } }: { ctx: ServiceContext; input: z.output<typeof numberToFind> },
): Promise<Suppression[]> {
  const { phone_hash } = await hashNumber(ctx, number);
  const found = await ctx.suppressions.findByNumber(ctx.orgId, ctx.userId, phone_hash, removed);
  return found.suppressions.map(presentSuppression);
}
