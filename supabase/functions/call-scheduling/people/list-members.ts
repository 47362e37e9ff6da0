import * as z from "zod";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import type { ServiceContext } from "../context.ts";
import { type Member, member } from "./schema.ts";

const rows = z.array(member.extend({ joined_at: z.string().transform(formatTimestamp) }));

/** Who belongs to the organisation, the oldest member first. */
export async function listMembers({ ctx }: { ctx: ServiceContext }): Promise<Member[]> {
  return await createFunctionCaller(ctx.db)(rows, "organization_people", { p_org_id: ctx.orgId });
}
