import type { CrmRecord } from "./crm-record.ts";
import { IdOrdered } from "./id-ordered.ts";

const keptAnswers = 20;

/** What search knows: each record as it was some seconds ago. */
export class SearchIndex {
  readonly #rows = new IdOrdered<CrmRecord>();
  #pending: { at: number; record: CrmRecord }[] = [];
  readonly #answers = new Map<string, readonly CrmRecord[]>();

  /** Notes a write made at this time. */
  write(record: CrmRecord, at: number): void {
    this.#pending.push({ at, record });
  }

  /** The record leaves search at once, whatever was still to come of it. */
  drop({ order }: CrmRecord): void {
    this.#pending = this.#pending.filter(({ record }) => record.order !== order);
    this.#rows.delete(order);
    this.#answers.clear();
  }

  /** Takes in what was written up to this time. */
  catchUp(until: number): void {
    const waiting = this.#pending.findIndex(({ at }) => at > until);
    const due = this.#pending.splice(0, waiting === -1 ? this.#pending.length : waiting);
    if (due.length === 0) return;
    for (const { record } of due) this.#rows.put(record);
    this.#answers.clear();
  }

  /**
   * The rows that `select` makes of all rows (lowest id first), remembered under the key until the index changes: a keyset
   * run over 100 000 rows would else go through all of them for every page's `total`.
   */
  answer(key: string, select: (rows: readonly CrmRecord[]) => readonly CrmRecord[]): readonly CrmRecord[] {
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    if (this.#answers.size >= keptAnswers) this.#answers.clear();
    const rows = select(this.#rows.sorted());
    this.#answers.set(key, rows);
    return rows;
  }
}
