import * as z from "zod";
import { DatabaseError, query } from "../../_shared/platform/database.ts";
import { notFound } from "../../_shared/platform/errors.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import type { ServiceContext } from "../context.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";
import { agentColumns, agentRow } from "./agent-rows.ts";
import type { Agent, AgentChanges } from "./schema.ts";

/** Changes the fields that are sent. What it says at the start holds from the next claim, for what is booked too. */
export async function changeAgent(
  { ctx, input: { id, changes } }: { ctx: ServiceContext; input: { id: string; changes: AgentChanges } },
): Promise<Agent> {
  const find = () =>
    query(
      "agents.find",
      z.array(agentRow),
      ctx.db.from("agents").select(agentColumns).eq("org_id", ctx.orgId).eq("id", id),
    );
  if ((await find()).length === 0) throw notFound();
  const call = createFunctionCaller(ctx.db);
  await call(z.guid(), "save_agent", { p_org_id: ctx.orgId, p_agent: changes, p_agent_id: id }).catch(
    (error) => {
      throw error instanceof DatabaseError && error.code === "42501" ? roleTakenAway() : error;
    },
  );
  const [changed] = await find();
  if (!changed) throw notFound();
  return changed;
}
