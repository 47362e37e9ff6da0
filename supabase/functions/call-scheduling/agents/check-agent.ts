import * as z from "zod";
import { query } from "../../_shared/platform/database.ts";
import type { FieldProblem } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";

/** Whether the agent is the organisation's and active; nothing is found wrong with one that was not sent. */
export async function checkAgent(
  { db, orgId }: Pick<ServiceContext, "db" | "orgId">,
  agentId: string | undefined,
): Promise<FieldProblem[]> {
  if (agentId === undefined) return [];
  const found = await query(
    "agents.find",
    z.array(z.object({ is_active: z.boolean() })),
    db.from("agents").select("is_active").eq("org_id", orgId).eq("id", agentId),
  );
  return found[0]?.is_active ? [] : [unknownAgent];
}

/** One message for every agent that cannot be used, so that nobody learns of another organisation's. */
export const unknownAgent: FieldProblem = {
  field: "agent_id",
  code: "agent_unusable",
  message: "The organisation has no active agent of this id.",
};
