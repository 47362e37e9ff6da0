import type { ComponentChildren } from "preact";
import { texts } from "../texts/texts.ts";

/** Where a cell stands in the card that a row is on a phone; "hidden" is left out there, and on a tablet. */
const phonePlaces = {
  start: "max-sm:row-start-1 max-sm:col-start-1",
  end: "max-sm:row-start-1 max-sm:col-start-2 max-sm:text-right",
  below: "max-sm:row-start-2 max-sm:col-start-1",
  "below-end": "max-sm:row-start-2 max-sm:col-start-2 max-sm:text-right",
  last: "max-sm:row-start-3 max-sm:col-span-2",
  hidden: "max-lg:hidden",
} as const;

export interface Column<Row> {
  id: string;
  head: string;
  cell: (row: Row) => ComponentChildren;
  phone: keyof typeof phonePlaces;
  /** Names the row for a screen reader; one column of each table. */
  isRowHead?: boolean;
  /** For figures: right-aligned. */
  numeric?: boolean;
  class?: string;
}

export interface TableProps<Row> {
  /** What the rows are, for a screen reader. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** The column that the server has sorted by, and what a press on the head of one that it can sort by does. */
  sort?: {
    by: string;
    direction: "ascending" | "descending";
    sortable: readonly string[];
    onSort: (id: string) => void;
  };
  /** Rows can be chosen: by their keys. */
  selection?: {
    chosen: ReadonlySet<string>;
    nameOf: (row: Row) => string;
    onChoose: (keys: readonly string[], chosen: boolean) => void;
  };
  /** The row that the keyboard stands on. */
  current?: string | undefined;
}

/** Rows as the server gives them, in its order; cards on a phone. */
export function Table<Row>(props: TableProps<Row>) {
  const { columns, rows, rowKey, sort, selection } = props;
  const keys = rows.map(rowKey);
  const allChosen = selection !== undefined && keys.length > 0 &&
    keys.every((key) => selection.chosen.has(key));
  return (
    <table class="table w-full max-sm:block">
      <caption class="sr-only">{props.caption}</caption>
      <thead class="max-sm:sr-only">
        <tr>
          {selection && (
            <th scope="col" class="w-10">
              <input
                type="checkbox"
                class="checkbox checkbox-sm"
                aria-label={texts.value.common.chooseAll}
                checked={allChosen}
                onChange={() => selection.onChoose(keys, !allChosen)}
              />
            </th>
          )}
          {columns.map(({ id, head, phone, numeric }) => {
            const sorted = sort?.by === id;
            return (
              <th
                key={id}
                scope="col"
                class={`max-xl:px-2 ${phone === "hidden" ? phonePlaces.hidden : ""} ${
                  numeric ? "text-right" : ""
                }`}
                aria-sort={sorted ? sort.direction : undefined}
              >
                {sort?.sortable.includes(id)
                  ? (
                    <button
                      type="button"
                      class="font-semibold hover:underline"
                      onClick={() => sort.onSort(id)}
                    >
                      {head}
                      <span aria-hidden="true">
                        {sorted ? sort.direction === "ascending" ? " ↑" : " ↓" : " ↕"}
                      </span>
                    </button>
                  )
                  : head}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody class="max-sm:block">
        {rows.map((row) => {
          const key = rowKey(row);
          return (
            <tr
              key={key}
              data-key={key}
              class={`hover:bg-base-200 max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_fit-content(60%)] max-sm:gap-x-2 max-sm:border-b max-sm:border-base-300 max-sm:py-2 ${
                props.current === key ? "bg-base-200 outline-2 -outline-offset-2 outline-primary" : ""
              }`}
            >
              {selection && (
                <td class="w-10 max-sm:hidden">
                  <input
                    type="checkbox"
                    class="checkbox checkbox-sm"
                    aria-label={texts.value.common.choose(selection.nameOf(row))}
                    checked={selection.chosen.has(key)}
                    onChange={(event) => selection.onChoose([key], event.currentTarget.checked)}
                  />
                </td>
              )}
              {columns.map((column) => {
                const classes = `${phonePlaces[column.phone]} ${
                  column.numeric ? "text-right tabular-nums" : ""
                } ${column.class ?? ""} max-xl:px-2 max-sm:border-0 max-sm:px-1 max-sm:py-0.5`;
                return column.isRowHead
                  ? <th key={column.id} scope="row" class={`font-medium ${classes}`}>{column.cell(row)}</th>
                  : <td key={column.id} class={classes}>{column.cell(row)}</td>;
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
