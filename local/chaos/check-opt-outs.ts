import { optOutWords } from "./conversations.ts";
import { holds } from "./policy/second-opinion.ts";
import { readPolicyRows } from "./policy-rows.ts";
import type { World } from "./world.ts";

/** After the peace: whoever asked in words not to be called is on the list, and nothing that is due waits for a listed number. */
export async function checkOptOuts(world: World): Promise<void> {
  const rows = await readPolicyRows(world.db.sql);
  const now = world.time.now();
  const settled = await world.db.sql<{ id: string; org_id: string; hash: string; execution: string }[]>`
    select id, org_id, chaos.number_of(contact_phone_hash) as hash, bolna_execution_id as execution
    from public.call_attempts where outcome = 'completed'`;
  const executions = new Map(world.bolna.executions().map((execution) => [execution.id, execution]));
  for (const { id, org_id, hash, execution } of settled) {
    const told = executions.get(execution);
    const isRefusal = told?.status === "completed" && told.script.outcome === "answered" &&
      told.script.says?.includes(optOutWords) === true;
    if (!isRefusal || world.forged.has(execution)) continue;
    world.tally.add("opt-outs in words");
    const isHeard = rows.suppressions.some((one) =>
      one.org_id === org_id && one.hash === hash && one.scope === "all" && one.source === "transcript"
    ) || rows.suppressions.some((one) =>
      one.attempt_id === id
    ) || rows.suppressions.some((one) =>
      one.org_id === org_id && one.hash === hash && one.scope === "all" && one.source === "agent_tool"
    );
    if (!isHeard) world.report("who opts out in a call is on the list", `${execution} of attempt ${id}`);
  }
  for (
    const call of rows.calls.filter(({ call_status, is_active }) => call_status === "scheduled" && is_active)
  ) {
    const due = Math.max(call.due_at, call.retry_at ?? 0, call.not_before ?? 0);
    const held = rows.suppressions.find((one) => one.removed_at === null && holds(one, call, now));
    if (due <= now && held !== undefined) {
      world.report("an opt-out ends what waits for the number", JSON.stringify({ call, held }));
    }
  }
}
