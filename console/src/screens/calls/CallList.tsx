import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { CallCounts } from "../../api/types.ts";
import { may } from "../../auth/organizations.ts";
import { openBooking } from "../../booking/open-booking.ts";
import { agents } from "../../calls/resources.ts";
import { Button } from "../../components/Button.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Heading } from "../../components/Heading.tsx";
import { SkeletonRows } from "../../components/Skeleton.tsx";
import { showToast } from "../../components/Toast.tsx";
import { useKeys } from "../../lib/keys.ts";
import { go, href, place } from "../../lib/router.ts";
import { callTexts } from "../../texts/calls.ts";
import { texts } from "../../texts/texts.ts";
import { callCounts, callPages } from "./call-pages.ts";
import { BulkBar } from "./BulkBar.tsx";
import { CallTable } from "./CallTable.tsx";
import { areFiltered, type Filters, readFilters, writeFilters } from "./filters.ts";
import { FilterBar } from "./FilterBar.tsx";
import { saveCalls } from "./save-calls.ts";
import { StatusChips } from "./StatusChips.tsx";
import { useHeldCalls } from "./use-held-calls.ts";

/** Every filter is the address's, but for the words; a page is a cursor of the server's. */
export function CallList() {
  const t = { ...texts.value, calls: callTexts.value };
  const filters = readFilters(place.value);
  const cursors = place.value.state.cursors?.split(" ").filter((one) => one !== "") ?? [];
  const key = JSON.stringify({ filters, cursor: cursors.at(-1) ?? null });
  const page = callPages.use(key);
  const counts = callCounts.use(JSON.stringify({ filters: { ...filters, statuses: [] }, cursor: null }));
  const known = agents.use("all").data.value;
  const agentName = useMemo(() => {
    const names = new Map(known?.map(({ id, name }) => [id, name]));
    return (id: string) => names.get(id) ?? "";
  }, [known]);
  const held = useHeldCalls(key, page.data.value, cursors.length === 0);
  const isSaving = useSignal(false);
  const chosen = useSignal<ReadonlySet<string>>(new Set());
  const choose = (ids: readonly string[], isChosen: boolean) => {
    const next = new Set(chosen.value);
    for (const id of ids) {
      if (isChosen) next.add(id);
      else next.delete(id);
    }
    chosen.value = next;
  };
  const chooseNone = () => {
    chosen.value = new Set();
  };
  // Another page or filter: what was selected is out of sight, and nothing is done to what nobody sees.
  useEffect(chooseNone, [key]);
  const top = useRef<HTMLDivElement>(null);

  const show = (next: Filters, state: Record<string, string> = {}) =>
    go(href(["calls"], writeFilters(next)), {
      state: { ...(next.words === "" ? {} : { words: next.words }), ...state },
    });
  const turn = (to: readonly string[]) => {
    show(filters, to.length === 0 ? {} : { cursors: to.join(" ") });
    top.current?.scrollIntoView();
  };
  const next = page.data.value?.next ?? null;
  const older = next === null ? undefined : () => turn([...cursors, next]);
  const newer = cursors.length === 0 ? undefined : () => turn(cursors.slice(0, -1));
  useKeys({ "]": () => older?.(), "[": () => newer?.() });

  const save = async () => {
    isSaving.value = true;
    try {
      const { count, more } = await saveCalls(filters, agentName);
      showToast(more ? t.calls.savedFirst(count) : t.calls.savedAll(count));
    } catch {
      showToast(t.problems.unknown);
    }
    isSaving.value = false;
  };

  const isFiltered = areFiltered(filters);
  const clear = () =>
    show({
      ...filters,
      statuses: [],
      attention: false,
      agent: null,
      campaign: null,
      from: null,
      to: null,
      words: "",
    });
  return (
    <>
      <div ref={top} class="scroll-mt-20">
        <Heading title={t.calls.title}>
          <Button icon="save" onClick={() => void save()} busy={isSaving.value ? t.calls.saving : undefined}>
            {t.calls.saveCsv}
          </Button>
        </Heading>
      </div>
      <StatusChips filters={filters} counts={counts.data.value} onShow={show} />
      <FilterBar
        filters={filters}
        agents={known ?? []}
        onShow={show}
        onClear={isFiltered ? clear : undefined}
      />
      {page.problem.value && <ErrorNotice problem={page.problem.value} onRetry={() => void page.reload()} />}
      {held === undefined
        ? page.problem.value === undefined && <SkeletonRows />
        : held.rows.length === 0
        ? (
          <EmptyState
            action={isFiltered
              ? <Button onClick={clear}>{t.common.clearFilters}</Button>
              : may.book() && <Button tone="primary" onClick={openBooking}>{t.shell.book}</Button>}
          >
            {isFiltered ? t.calls.noMatch : may.book() ? t.calls.empty : t.calls.emptyForViewer}
          </EmptyState>
        )
        : (
          <>
            {held.waiting > 0 && (
              <Button small onClick={held.show} class="self-center">{t.calls.newOnes(held.waiting)}</Button>
            )}
            {chosen.value.size > 0 && (
              <BulkBar
                ids={chosen.value}
                filters={filters}
                matching={countOf(filters, counts.data.value)}
                onDone={chooseNone}
              />
            )}
            <CallTable
              chosen={may.book() ? chosen.value : undefined}
              onChoose={choose}
              rows={held.rows}
              attempts={page.data.value?.attempts}
              sort={filters.sort}
              onSort={(sort) => show({ ...filters, sort })}
            />
            {(newer || older) && (
              <div class="flex justify-end gap-2">
                {newer && <Button icon="left" onClick={newer}>{t.calls.previousPage}</Button>}
                {older && <Button onClick={older}>{t.calls.nextPage}</Button>}
              </div>
            )}
          </>
        )}
    </>
  );
}

/** How many calls match and still wait; undefined while nobody knows. */
function countOf({ statuses, attention }: Filters, counted: CallCounts | undefined): number | undefined {
  if (counted === undefined || attention || statuses.some((status) => status !== "scheduled")) {
    return undefined;
  }
  return counted.more.includes("scheduled") ? undefined : counted.counts.scheduled;
}
