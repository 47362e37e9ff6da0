/** Rows by their numeric id, walked in its order; made for 100 000 rows and pages of 200. */
export class IdOrdered<Row extends { order: number }> {
  readonly #rows = new Map<number, Row>();
  #sorted: Row[] | undefined = [];

  get(order: number): Row | undefined {
    return this.#rows.get(order);
  }

  /** Adds the row, or replaces the one with its id. */
  put(row: Row): void {
    const isNew = !this.#rows.has(row.order);
    this.#rows.set(row.order, row);
    if (this.#sorted === undefined) return;
    if (!isNew) this.#sorted[firstFrom(this.#sorted, row.order)] = row;
    else if ((this.#sorted.at(-1)?.order ?? -1) < row.order) this.#sorted.push(row);
    else this.#sorted = undefined;
  }

  delete(order: number): void {
    if (this.#rows.delete(order)) this.#sorted = undefined;
  }

  /** All rows, lowest id first. The array is the store's own: read it at once. */
  sorted(): readonly Row[] {
    return this.#sorted ??= [...this.#rows.values()].sort((a, b) => a.order - b.order);
  }
}

/** Where the first row with this id or a higher one stands; the length when there is none. */
export function firstFrom(rows: readonly { order: number }[], order: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.order ?? Infinity) < order) low = middle + 1;
    else high = middle;
  }
  return low;
}
