import type { CallCounts } from "../../api/types.ts";
import { formatNumber } from "../../lib/format.ts";
import { href } from "../../lib/router.ts";
import { callTexts } from "../../texts/calls.ts";
import { texts } from "../../texts/texts.ts";
import { type CallStatus, callStatuses, type Filters, usualSort, writeFilters } from "./filters.ts";

/** How many calls there are of each kind, and the way to see them. */
export function StatusChips({ filters, counts, onShow }: {
  filters: Filters;
  counts: CallCounts | undefined;
  onShow: (filters: Filters) => void;
}) {
  const t = callTexts.value;
  const told = (count: number | undefined, isMore = false) =>
    count === undefined ? "" : `${formatNumber(count)}${isMore ? "+" : ""}`;
  const all = counts && callStatuses.reduce((sum, status) => sum + counts.counts[status], 0);
  // Each kind in the order that suits it.
  const show = (statuses: readonly CallStatus[], attention = false): Filters => ({
    ...filters,
    statuses,
    attention,
    sort: usualSort(statuses),
  });
  const chips = [
    {
      id: "all",
      label: t.all,
      count: told(all, counts !== undefined && counts.more.length > 0),
      isOn: filters.statuses.length === 0 && !filters.attention,
      to: show([]),
    },
    ...callStatuses.map((status) => ({
      id: status,
      label: t.statuses[status],
      count: told(counts?.counts[status], counts?.more.includes(status)),
      isOn: filters.statuses.includes(status),
      to: show([status]),
    })),
    {
      id: "attention",
      label: texts.value.states.attention,
      count: told(counts?.attention),
      isOn: filters.attention,
      to: show([], true),
    },
  ];
  return (
    <nav aria-label={t.byState} class="-mx-1 overflow-x-auto px-1 py-0.5">
      <ul class="flex min-w-max gap-2">
        {chips.map(({ id, label, count, isOn, to }) => (
          <li key={id}>
            <a
              href={href(["calls"], writeFilters(to))}
              onClick={(event) => {
                // The words that are searched for go with it, which no address may hold.
                event.preventDefault();
                onShow(to);
              }}
              aria-current={isOn ? "true" : undefined}
              class={`btn btn-sm max-sm:min-h-11 ${isOn ? "btn-primary" : ""}`}
            >
              {label}
              <span class="tabular-nums opacity-80">{count}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
