import { useSignal } from "@preact/signals";
import type { CallSchedule } from "../../api/types.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { CallBadge } from "../../calls/CallBadge.tsx";
import { sayTopic } from "../../calls/say-topic.ts";
import { reasonOf } from "../../calls/reason-of.ts";
import type { AttemptFacts } from "../../calls/state-of-call.ts";
import { FromNow, Moment } from "../../components/Moment.tsx";
import { type Column, Table } from "../../components/Table.tsx";
import { maskNumber } from "../../lib/format.ts";
import { useKeys } from "../../lib/keys.ts";
import { useCurrentRow } from "../../components/use-current-row.ts";
import { go, href } from "../../lib/router.ts";
import { callTexts } from "../../texts/calls.ts";
import type { CallSort } from "./filters.ts";
import { RowActions } from "./RowActions.tsx";

export function CallTable({ rows, attempts, sort, onSort, chosen, onChoose }: {
  rows: readonly CallSchedule[];
  /** The rows that are selected, where the role may do something with them. */
  chosen: ReadonlySet<string> | undefined;
  onChoose: (ids: readonly string[], isChosen: boolean) => void;
  attempts: ReadonlyMap<string, AttemptFacts> | undefined;
  sort: CallSort;
  onSort: (sort: CallSort) => void;
}) {
  const t = callTexts.value;
  const zone = organizationZone.value;
  const current = useCurrentRow(rows.map(({ id }) => id), (id) => go(href(["calls", id])));
  const anchor = useSignal<string | undefined>(undefined);
  /** `x` selects the row that the keyboard stands on, with shift all from the last one to it. */
  const choose = (isRange: boolean) => {
    const id = current.value;
    if (id === undefined || chosen === undefined) return;
    const [from, to] = [anchor.value ?? id, id].map((one) => rows.findIndex((row) => row.id === one)).sort((
      a,
      b,
    ) => a - b);
    if (isRange && from !== undefined && to !== undefined && from >= 0) {
      onChoose(rows.slice(from, to + 1).map((row) => row.id), true);
    } else onChoose([id], !chosen.has(id));
    anchor.value = id;
  };
  useKeys({
    x: () => choose(false),
    "shift+x": () => choose(true),
  });
  const columns: Column<CallSchedule>[] = [
    {
      id: "due",
      head: t.due,
      phone: "start",
      class: "whitespace-nowrap",
      cell: (call) => <Moment at={call.due_at} zone={zone} />,
    },
    {
      id: "who",
      head: t.who,
      phone: "below",
      isRowHead: true,
      cell: (call) => (
        <a class="link-hover font-medium" href={href(["calls", call.id])}>{call.contact_name}</a>
      ),
    },
    {
      id: "number",
      head: t.number,
      phone: "hidden",
      class: "whitespace-nowrap tabular-nums",
      cell: (call) => call.contact_phone === null ? "–" : maskNumber(call.contact_phone),
    },
    { id: "topic", head: t.topic, phone: "below-end", cell: (call) => sayTopic(call.call_topic) },
    {
      id: "state",
      head: t.state,
      phone: "end",
      cell: (call) => <CallBadge call={call} attempt={attempts?.get(call.id)} />,
    },
    {
      id: "why",
      head: t.why,
      phone: "last",
      class: "text-sm text-base-content/80 sm:max-w-80",
      cell: (call) =>
        reasonOf(call) ??
          (call.call_status === "scheduled" && call.is_active
            ? <FromNow at={call.due_at} zone={zone} />
            : ""),
    },
  ];
  return (
    <>
      <RowActions current={() => rows.find(({ id }) => id === current.peek())} />
      <Table
        caption={t.title}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        current={current.value}
        {...(chosen === undefined
          ? {}
          : { selection: { chosen, nameOf: (call: CallSchedule) => call.contact_name, onChoose } })}
        sort={{
          by: sort === "due_at" || sort === "-due_at" ? "due" : sort === "-updated_at" ? "state" : "",
          direction: sort.startsWith("-") ? "descending" : "ascending",
          sortable: ["due", "state"],
          onSort: (id) => onSort(id === "state" ? "-updated_at" : sort === "-due_at" ? "due_at" : "-due_at"),
        }}
      />
    </>
  );
}
