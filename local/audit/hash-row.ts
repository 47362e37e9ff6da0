import { createHash } from "node:crypto";
import { canonicalEntries, lengthOf } from "./canonical-json.ts";
import type { RowEntry } from "./trail-entries.ts";

/** The hash of what is personal in a row, under its salt: all that a seal keeps of it. */
export function hashPersonal(row: RowEntry, salt: Uint8Array, personal: ReadonlySet<string>): Uint8Array {
  const entries = Object.entries(row.changes).filter(([column]) => personal.has(column));
  return createHash("sha256").update(salt).update(canonicalEntries(entries)).digest();
}

/** The hash of a row of the trail, as private.hash_audit_row makes it. */
export function hashRow(row: RowEntry, personalHash: Uint8Array, personal: ReadonlySet<string>): Uint8Array {
  const facts = Object.entries(row.changes).filter(([column]) => !personal.has(column));
  const text = [
    row.id,
    row.org_id ?? "",
    row.occurred_at,
    row.actor_id ?? "",
    row.actor_kind,
    row.action,
    `${lengthOf(row.table_name)}:${row.table_name}`,
    `${lengthOf(row.row_id)}:${row.row_id}`,
    canonicalEntries(facts),
  ].join("|");
  return createHash("sha256").update(text).update(personalHash).digest();
}
