import { olderCodes, policyCodes } from "./decision-codes.ts";
import type { World } from "./world.ts";

/** Every decision that was written down has a code of the closed list, with the outcome that the list gives it, and says when. */
export async function checkDecisions(world: World): Promise<void> {
  const rows = await world.db.sql<{ outcome: "call" | "defer" | "stop"; code: string; is_moved: boolean }[]>`
    select distinct outcome, code, until is not null as is_moved from public.call_decisions`;
  for (const { outcome, code, is_moved } of rows) {
    if (!world.decided.has(code)) world.tally.add(`code ${code}`);
    world.decided.add(code);
    const isKnown = [...policyCodes[outcome], ...olderCodes[outcome]].some((known) => known === code);
    if (!isKnown) world.report("a decision has a code of the closed list", `${outcome} ${code}`);
    if (outcome !== "defer" && is_moved) {
      world.report("only what is deferred has a moment from which it may change", `${outcome} ${code}`);
    }
  }
}
