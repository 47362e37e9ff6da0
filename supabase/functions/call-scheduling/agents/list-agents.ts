import * as z from "zod";
import { query } from "../../_shared/platform/database.ts";
import type { ServiceContext } from "../context.ts";
import { agentColumns, agentRow } from "./agent-rows.ts";
import type { Agent } from "./schema.ts";

/** The organisation's agents by name, at most 500. */
export async function listAgents({ ctx }: { ctx: ServiceContext }): Promise<Agent[]> {
  return await query(
    "agents.list",
    z.array(agentRow),
    ctx.db.from("agents").select(agentColumns).eq("org_id", ctx.orgId).order("name").order("id").limit(500),
  );
}
