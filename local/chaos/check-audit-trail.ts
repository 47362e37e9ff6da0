import type { World } from "./world.ts";

interface AuditRow {
  row_id: string;
  action: "insert" | "update" | "delete";
  table_name: string;
  /** insert: the first value; update: [old, new]; null: another column changed. */
  status: string | [string, string] | null;
}

const columns = { call_schedules: "call_status", call_attempts: "state" } as const;
const final = new Set(["completed", "failed", "cancelled", "ended"]);

/** Replays the audit trail: it leads without a gap to the rows as they are, and what was over never changed again. */
export async function checkAuditTrail(world: World): Promise<void> {
  for (const [table, column] of Object.entries(columns)) {
    const rows = await world.db.sql<AuditRow[]>`
      select row_id, action, table_name, changes -> ${column} as status
      from public.audit_log where table_name = ${table} order by id`;
    const replayed = new Map<string, string>();
    for (const row of rows) replay(world, replayed, row);
    const current = await world.db.sql<{ id: string; status: string }[]>`
      select id, ${world.db.sql(column)} as status from ${world.db.sql(`public.${table}`)}`;
    for (const { id, status } of current) {
      if (replayed.get(id) === status) continue;
      world.report(
        "the audit trail tells every status",
        `${table} ${id} is ${status}, told as ${replayed.get(id)}`,
      );
    }
  }
}

function replay(world: World, replayed: Map<string, string>, { row_id, table_name, status }: AuditRow): void {
  if (status === null) return;
  const known = replayed.get(row_id);
  const [from, to] = Array.isArray(status) ? status : [undefined, status];
  if (from !== known) {
    world.report(
      "the audit trail tells every status",
      `${table_name} ${row_id}: ${known} and then ${from} → ${to}`,
    );
  }
  if (from !== undefined && final.has(from)) {
    world.report("what is over stays over", `${table_name} ${row_id}: ${from} → ${to}`);
  }
  replayed.set(row_id, to);
}
