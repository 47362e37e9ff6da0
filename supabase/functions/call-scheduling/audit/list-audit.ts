import * as z from "zod";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import type { Timestamp } from "../../_shared/platform/timestamps.ts";
import type { ServiceContext } from "../context.ts";
import { takePage } from "../shared/take-page.ts";
import { type AuditCursor, encodeAuditCursor } from "./cursor.ts";
import { redactChanges } from "./redact-changes.ts";
import { type AuditEntry, auditEntry } from "./schema.ts";

const row = z.object({ ...auditEntry.shape, occurred_at: z.string().transform(formatTimestamp) });

export interface AuditFilters {
  table?: string;
  row_id?: string;
  actor_id?: string;
  from?: Timestamp;
  to?: Timestamp;
  limit?: number;
  cursor?: AuditCursor;
}

/** One page of the organisation's trail, newest first. What looks like a number in a sentence that somebody wrote is taken out. */
export async function listAudit(
  { ctx, input: { limit = 50, cursor, ...filters } }: { ctx: ServiceContext; input: AuditFilters },
): Promise<{ entries: AuditEntry[]; next_cursor: string | null }> {
  const found = await createFunctionCaller(ctx.db)(z.array(row), "audit_page", {
    p_org_id: ctx.orgId,
    p_table: filters.table ?? null,
    p_row_id: filters.row_id ?? null,
    p_actor_id: filters.actor_id ?? null,
    p_from: filters.from?.text ?? null,
    p_to: filters.to?.text ?? null,
    p_before_at: cursor?.at ?? null,
    p_before_id: cursor?.id ?? null,
    p_limit: limit + 1,
  });
  const { rows, nextCursor } = takePage(
    found,
    limit,
    ({ occurred_at: at, id }) => encodeAuditCursor({ at, id }),
  );
  return {
    entries: rows.map((entry) => ({ ...entry, changes: redactChanges(entry.changes) })),
    next_cursor: nextCursor,
  };
}
