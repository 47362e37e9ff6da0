import type * as z from "zod";
import type { ServiceContext } from "../context.ts";
import { hashNumber } from "../suppressions/hash-number.ts";
import type { consentNumber } from "./input-schema.ts";
import { presentConsents } from "./consent-rows.ts";
import type { Consent } from "./schema.ts";

/** The consents of one number, whoever gave them. */
export async function findConsents(
  { ctx, input }: { ctx: ServiceContext; input: z.output<typeof consentNumber> },
): Promise<Consent[]> {
  const { phone_hash } = await hashNumber(ctx, input);
  const { consents } = await ctx.consents.findByNumber(ctx.orgId, ctx.userId, phone_hash);
  return await presentConsents(ctx, consents);
}
