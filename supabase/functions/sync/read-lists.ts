import { type ListDeps, readList } from "../_shared/campaigns/read-list.ts";
import type { SyncBudget } from "../_shared/contacts/sync-budget.ts";
import { describeError } from "../_shared/platform/log.ts";

/**
 * Reads HubSpot lists that are to become audiences, one after the other, within the budget of the pass and at most `mostPages` pages
 * of 250 members. A page counts as two of contacts: each member is closed twice. `finished: false`: more is left.
 */
export async function readLists(
  deps: ListDeps,
  budget: SyncBudget,
  mostPages = Infinity,
): Promise<{ finished: boolean; isFailed: boolean }> {
  let pages = 0;
  const takePage = () => pages++ < mostPages && [budget.takePage(), budget.takePage()].includes(true);
  for (;;) {
    const worker = `sync-${crypto.randomUUID()}`;
    const reading = await deps.lists.claim(worker);
    if (reading === null) return { finished: true, isFailed: false };
    try {
      const { end } = await readList(deps, reading, { worker, takePage });
      if (end === "unfinished") return { finished: false, isFailed: false };
    } catch (error) {
      // Its lease ends, and it goes on where it stopped.
      const { upload_id, org_id } = reading;
      deps.log.error("list_not_read", { upload_id, org_id, ...describeError(error) });
      return { finished: false, isFailed: true };
    }
  }
}
