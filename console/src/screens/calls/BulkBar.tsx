import { useSignal } from "@preact/signals";
import { may } from "../../auth/organizations.ts";
import { Button } from "../../components/Button.tsx";
import { isCutOff } from "../../live/live.ts";
import { callTexts } from "../../texts/calls.ts";
import { texts } from "../../texts/texts.ts";
import { BulkDialog, type Chosen } from "./BulkDialog.tsx";
import type { Filters } from "./filters.ts";

/** The API takes no more at once. */
const mostCalls = 1_000;

/** What can be done with the rows that are selected, or with all that match. */
export function BulkBar({ ids, filters, matching, onDone }: {
  ids: ReadonlySet<string>;
  filters: Filters;
  /** How many calls of the filter there are; undefined while they are counted. */
  matching: number | undefined;
  onDone: () => void;
}) {
  const t = callTexts.value;
  const asked = useSignal<"move" | "cancel" | null>(null);
  const takesAll = useSignal(false);
  const unavailable = isCutOff.value ? texts.value.problems.offline : undefined;
  const canTakeAll = may.manage() && matching !== undefined && matching > ids.size && matching <= mostCalls;
  const chosen: Chosen = takesAll.value ? { kind: "matching", filters } : { kind: "ids", ids: [...ids] };
  const count = takesAll.value ? matching ?? 0 : ids.size;
  return (
    <div
      role="region"
      aria-label={t.selection}
      class="sticky top-14 z-10 flex flex-wrap items-center gap-2 rounded-box border border-base-300 bg-base-200 p-2"
    >
      <span class="font-medium">{takesAll.value ? t.allSelected(count) : t.selected(count)}</span>
      {canTakeAll && !takesAll.value && (
        <Button small tone="quiet" onClick={() => takesAll.value = true}>{t.selectAll(matching)}</Button>
      )}
      <Button small unavailable={unavailable} onClick={() => asked.value = "move"}>{t.moveMany}</Button>
      <Button small tone="danger" unavailable={unavailable} onClick={() => asked.value = "cancel"}>
        {t.cancelMany}
      </Button>
      <Button small tone="quiet" onClick={onDone}>{t.selectNone}</Button>
      {asked.value !== null && (
        <BulkDialog
          action={asked.value}
          chosen={chosen}
          onClose={() => asked.value = null}
          onDone={onDone}
        />
      )}
    </div>
  );
}
