import type { Sql } from "postgres";
import { pause } from "../simulators/pause.ts";

interface Change {
  id: number;
  at: string;
  slug: string | null;
  row_id: string;
  old_status: string | null;
  new_status: string;
  reason: string | null;
  rule_name: string | null;
  planned_for: string;
}

const pollSeconds = 0.4;
// A transaction that wrote its audit row early may commit late: rows this far back are looked at again.
const overlap = 1_000;

/**
 * Prints one line whenever a schedule's status changes: time, organisation, the schedule's first eight characters, the
 * change, the reason, and of a call that a rule plans the rule and the time. Never who is called: the audit log, which this reads, does not hold it. Returns what ends it.
 */
export function followCalls(sql: Sql, print: (line: string) => void): () => void {
  const stopping = new AbortController();
  let isLost = false;
  /** The database may be away for a while: what happened meanwhile is in its log when it is back. */
  const readPatiently = async (newest: number | undefined): Promise<Change[] | undefined> => {
    try {
      const changes = await readChanges(sql, (newest ?? await readLastId(sql)) - overlap);
      isLost = false;
      return changes;
    } catch (error) {
      if (!isLost && !stopping.signal.aborted) print(`The database does not answer: ${String(error)}`);
      isLost = true;
    }
  };
  const loop = async () => {
    const seen = new Set<number>();
    for (let newest: number | undefined; !stopping.signal.aborted;) {
      const isFirst: boolean = newest === undefined;
      for (const change of await readPatiently(newest) ?? []) {
        if (seen.has(change.id)) continue;
        seen.add(change.id);
        newest = Math.max(newest ?? 0, change.id);
        if (!isFirst) print(renderChange(change));
      }
      for (const id of seen) if (id < (newest ?? 0) - overlap) seen.delete(id);
      await pause(pollSeconds, stopping.signal);
    }
  };
  loop().catch((error) => print(`The calls can no longer be followed: ${error.message}`));
  return () => stopping.abort();
}

async function readLastId(sql: Sql): Promise<number> {
  const [row] = await sql<{ id: number }[]>`select coalesce(max(id), 0)::float8 as id from public.audit_log`;
  return row?.id ?? 0;
}

async function readChanges(sql: Sql, afterId: number): Promise<Change[]> {
  return await sql<Change[]>`
    select a.id::float8 as id, to_char(a.occurred_at at time zone 'UTC', 'HH24:MI:SS') as at, o.slug, a.row_id,
      case a.action when 'update' then a.changes -> 'call_status' ->> 0 end as old_status,
      case a.action when 'update' then a.changes -> 'call_status' ->> 1 else a.changes ->> 'call_status' end
        as new_status,
      a.changes -> 'status_reason' ->> 1 as reason, r.rule_name,
      to_char(s.scheduled_at at time zone 'UTC', 'DD Mon HH24:MI:SS') as planned_for
    from public.audit_log a
    left join public.organizations o on o.id = a.org_id
    left join public.call_schedules s on s.id::text = a.row_id
    left join public.call_schedule_rules r on r.id = s.rule_id
    where a.id > ${afterId} and a.table_name = 'call_schedules' and a.action <> 'delete'
      and a.changes ? 'call_status'
    order by a.id`;
}

function renderChange(
  { at, slug, row_id, old_status, new_status, reason, rule_name, planned_for }: Change,
): string {
  const call = `${at}  ${slug ?? "-"}  ${row_id.slice(0, 8)}`;
  if (old_status !== null) return `${call}  ${old_status} → ${new_status}${reason ? `  ${reason}` : ""}`;
  return `${call}  ${new_status}${
    rule_name === null ? "" : ` for ${planned_for} by the rule "${rule_name}"`
  }`;
}
