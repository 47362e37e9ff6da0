import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Agent } from "../../api/types.ts";
import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { Field, focusFirstProblem } from "../../components/Field.tsx";
import { Form } from "../../components/Form.tsx";
import { Icon } from "../../components/Icon.tsx";
import { SearchBox } from "../../components/SearchBox.tsx";
import { formatDate } from "../../lib/format.ts";
import { callTexts } from "../../texts/calls.ts";
import { texts } from "../../texts/texts.ts";
import type { Filters } from "./filters.ts";

interface Props {
  filters: Filters;
  agents: readonly Agent[];
  onShow: (filters: Filters) => void;
  /** Undefined: nothing is filtered. */
  onClear: (() => void) | undefined;
}

/** Search, and the filters that are on as chips; the others in a sheet. */
export function FilterBar({ filters, agents, onShow, onClear }: Props) {
  const t = callTexts.value;
  const isOpen = useSignal(false);
  const chips = describe(filters, agents);
  return (
    <div class="flex flex-wrap items-center gap-2">
      <SearchBox
        label={t.find}
        placeholder={t.search}
        words={filters.words}
        onSearch={(words) => onShow({ ...filters, words })}
      />
      <Button icon="plus" onClick={() => isOpen.value = true}>
        {chips.length === 0 ? t.filter : t.filterCount(chips.length)}
      </Button>
      {chips.map(({ label, without }) => (
        <button
          key={label}
          type="button"
          class="btn btn-sm btn-soft max-sm:min-h-11"
          aria-label={t.removeFilter(label)}
          onClick={() => onShow(without)}
        >
          {label}
          <Icon name="cross" class="size-3.5" />
        </button>
      ))}
      {onClear && <Button tone="quiet" small onClick={onClear}>{texts.value.common.clearFilters}</Button>}
      {isOpen.value && (
        <FilterSheet
          filters={filters}
          agents={agents}
          onShow={onShow}
          onClose={() => isOpen.value = false}
        />
      )}
    </div>
  );
}

function describe(filters: Filters, agents: readonly Agent[]): { label: string; without: Filters }[] {
  const t = callTexts.value;
  const chips: { label: string; without: Filters }[] = [];
  if (filters.words !== "") chips.push({ label: `“${filters.words}”`, without: { ...filters, words: "" } });
  if (filters.agent !== null) {
    const name = agents.find(({ id }) => id === filters.agent)?.name ?? "…";
    chips.push({ label: `${t.agent}: ${name}`, without: { ...filters, agent: null } });
  }
  if (filters.campaign !== null) chips.push({ label: t.ofCampaign, without: { ...filters, campaign: null } });
  if (filters.from !== null) {
    chips.push({ label: t.fromDay(formatDate(filters.from)), without: { ...filters, from: null } });
  }
  if (filters.to !== null) {
    chips.push({ label: t.toDay(formatDate(filters.to)), without: { ...filters, to: null } });
  }
  return chips;
}

function FilterSheet({ filters, agents, onShow, onClose }: Omit<Props, "onClear"> & { onClose: () => void }) {
  const t = callTexts.value;
  const form = useRef<HTMLFormElement>(null);
  const endsTooSoon = useSignal(false);
  const apply = () => {
    if (form.current === null) return;
    const data = new FormData(form.current);
    const read = (name: string) => {
      const value = data.get(name);
      return typeof value === "string" && value !== "" ? value : null;
    };
    const [from, to] = [read("from"), read("to")];
    endsTooSoon.value = from !== null && to !== null && to < from;
    if (endsTooSoon.value) return focusFirstProblem(form.current);
    onShow({ ...filters, agent: read("agent"), from, to });
    onClose();
  };
  return (
    <Dialog
      title={t.filter}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{texts.value.common.back}</Button>
          <Button tone="primary" type="submit" form="call-filters">{t.showMatching}</Button>
        </>
      }
    >
      <Form id="call-filters" ref={form} class="flex flex-col gap-3" onSubmit={apply}>
        <Field label={t.agent}>
          {(links) => (
            <select {...links} class="select w-full" name="agent" defaultValue={filters.agent ?? ""}>
              <option value="">{t.anyAgent}</option>
              {agents.map(({ id, name }) => (
                <option key={id} value={id} selected={id === filters.agent}>{name}</option>
              ))}
            </select>
          )}
        </Field>
        <div class="grid grid-cols-2 gap-3">
          <Field label={t.from}>
            {(links) => (
              <input
                {...links}
                class="input w-full"
                type="date"
                name="from"
                defaultValue={filters.from ?? ""}
              />
            )}
          </Field>
          <Field
            label={t.to}
            problem={endsTooSoon.value ? texts.value.reasons.problems.range_invalid : undefined}
          >
            {(links) => (
              <input {...links} class="input w-full" type="date" name="to" defaultValue={filters.to ?? ""} />
            )}
          </Field>
        </div>
      </Form>
    </Dialog>
  );
}
