import type { CrmRecord } from "./crm-record.ts";
import { firstFrom, IdOrdered } from "./id-ordered.ts";
import { SearchIndex } from "./search-index.ts";

/** All records of one object, and what search knows of them. */
export class RecordStore {
  readonly index = new SearchIndex();
  readonly #records = new IdOrdered<CrmRecord>();

  /** @param now Unix time in milliseconds. */
  constructor(readonly now: () => number) {}

  /** Puts the record in its new state; search sees it later, except that what is gone is gone at once. */
  put(record: CrmRecord): CrmRecord {
    const before = this.#records.get(record.order);
    this.#records.put(record);
    if (record.archivedAt === null) this.index.write(record, this.now());
    else if (before?.archivedAt === null) this.index.drop(record);
    return record;
  }

  /** The record with changed values (null or empty clears), modified now. */
  change(record: CrmRecord, changes: Readonly<Record<string, string | null>>): CrmRecord {
    const properties = dropEmpty({ ...record.properties, ...changes });
    return this.put({ ...record, properties, updatedAt: this.now() });
  }

  archive(record: CrmRecord, mergedInto: string | null = null): CrmRecord {
    const now = this.now();
    return this.put({ ...record, archivedAt: now, updatedAt: now, mergedInto });
  }

  /** The record that has this id itself, archived and merged ones too. */
  get(id: string): CrmRecord | undefined {
    return /^\d{1,15}$/.test(id) ? this.#records.get(Number(id)) : undefined;
  }

  /** The record that exists under this id; the id of a merged one finds the record that took it over. */
  find(id: string): CrmRecord | undefined {
    let record = this.get(id);
    while (record !== undefined && record.mergedInto !== null) record = this.get(record.mergedInto);
    return record?.archivedAt === null ? record : undefined;
  }

  /** At most `limit` records with an id from `after` on, in id order; merged ones are nowhere listed. */
  page(after: number, limit: number, archived: boolean): CrmRecord[] {
    const rows = this.#records.sorted();
    const page: CrmRecord[] = [];
    for (let at = firstFrom(rows, after); at < rows.length && page.length < limit; at++) {
      const row = rows[at];
      if (row !== undefined && row.mergedInto === null && (row.archivedAt !== null) === archived) {
        page.push(row);
      }
    }
    return page;
  }

  all(): readonly CrmRecord[] {
    return this.#records.sorted();
  }

  /** The records that exist, by what this property says in them. */
  byValue(name: string): Map<string, CrmRecord> {
    const found = new Map<string, CrmRecord>();
    for (const record of this.all()) {
      const value = record.properties[name];
      if (value !== undefined && record.archivedAt === null) found.set(value.toLowerCase(), record);
    }
    return found;
  }
}

/** Without the values that are null or "". */
export function dropEmpty(properties: Readonly<Record<string, string | null>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name in properties) {
    const value = properties[name];
    if (typeof value === "string" && value !== "") kept[name] = value;
  }
  return kept;
}
