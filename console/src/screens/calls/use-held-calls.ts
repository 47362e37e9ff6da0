import { useState } from "preact/hooks";
import type { CallSchedule } from "../../api/types.ts";
import { answer, api, inOrganization } from "../../api/client.ts";
import type { CallPage } from "../../calls/resources.ts";
import { resource } from "../../lib/resource.ts";
import { holdRows } from "./hold-rows.ts";

/** What became of calls that have left the page; those that are gone for good are left out. */
const lostCalls = resource(async (key, signal) => {
  const asked = key.split(" ").slice(0, 20).map((id) =>
    answer(api.GET("/call-scheduling/{org_slug}/call-schedules/{id}", {
      params: { path: { ...inOrganization(), id } },
      signal,
    })).then(({ schedule }) => schedule, () => null)
  );
  return (await Promise.all(asked)).filter((call) => call !== null);
});

/** The rows of a page, held in their places while somebody reads them. `takesNew`: new calls would stand on this page. */
export function useHeldCalls(key: string, page: CallPage | undefined, takesNew: boolean) {
  const [held, setHeld] = useState<{ key: string; ids: readonly string[] } | null>(null);
  const shown = held?.key === key ? held.ids : null;
  // Kept while it is rendered: an effect would show the new order for a moment.
  const isNew = shown === null || shown.length === 0 && page !== undefined && page.calls.length > 0;
  if (page !== undefined && isNew) setHeld({ key, ids: page.calls.map(({ id }) => id) });
  const first = holdRows(shown, page?.calls ?? [], new Map());
  const lost = lostCalls.use(first.gone.length === 0 ? null : first.gone.join(" ")).data.value;
  if (page === undefined) return undefined;
  const before = new Map<string, CallSchedule>(lost?.map((call) => [call.id, call]));
  const { rows, waiting } = holdRows(shown, page.calls, before);
  return { rows, waiting: takesNew ? waiting : 0, show: () => setHeld(null) };
}
