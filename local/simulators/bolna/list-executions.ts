import { z } from "zod";
import { pause } from "../pause.ts";
import type { BolnaAccount } from "./bolna-account.ts";
import type { Execution } from "./execution.ts";
import { refusal } from "./refusal.ts";
import { renderExecution, renderRow } from "./render-execution.ts";

const SEVEN_DAYS = 7 * 24 * 60 * 60_000;
const MAX_PAGE_SIZE = 50;

const querySchema = z.object({
  from: z.iso.datetime({ offset: true, local: true }),
  to: z.iso.datetime({ offset: true, local: true }),
  page_number: z.coerce.number().int().min(1).default(1),
  page_size: z.coerce.number().int().min(1).default(20),
  status: z.string().optional(),
  call_type: z.string().optional(),
  provider: z.string().optional(),
  answered_by_voice_mail: z.stringbool().optional(),
  batch_id: z.string().optional(),
});
type Query = z.output<typeof querySchema>;

/** GET /v2/agent/{id}/executions. Throws Refusal. */
export async function listExecutions(account: BolnaAccount, agentId: string, request: Request) {
  if (!account.agents.has(agentId)) throw refusal(404, "Agent not found");
  const query = parseQuery(new URL(request.url).searchParams, account);
  if (account.faults.take(["list-500"])) throw refusal(500, "Internal server error");
  const slow = account.faults.take(["slow-list"]);
  if (slow !== undefined) await pause(slow.seconds ?? 5, request.signal);
  const stale = account.faults.take(["list-misses-fresh"]);
  const newest = stale === undefined ? Infinity : account.now() - (stale.seconds ?? 5) * 1000;

  const found = [...account.executions.values()]
    .filter((execution) => execution.agent.id === agentId && execution.createdAt.getTime() <= newest)
    .filter((execution) => matches(account, execution, query))
    // Last activity first: rows move between pages while calls are live.
    .sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime());
  const start = (query.page_number - 1) * query.page_size;
  const rows = found.slice(start, start + query.page_size);
  return Response.json({
    data: rows.map((execution) => renderRow(execution, account.settings)),
    total: found.length,
    has_more: start + rows.length < found.length,
    page_number: query.page_number,
    page_size: query.page_size,
    filters: {},
    sorts: [],
  });
}

function parseQuery(params: URLSearchParams, account: BolnaAccount): Query {
  if (!params.has("from") || !params.has("to")) throw refusal(400, "from and to are required");
  const parsed = querySchema.safeParse(Object.fromEntries(params));
  if (!parsed.success) throw refusal(400, `Invalid query: ${z.prettifyError(parsed.error)}`);
  const query = parsed.data;
  if (utc(query.to) - utc(query.from) > SEVEN_DAYS) {
    throw refusal(400, "from and to must be at most 7 days apart");
  }
  if (query.page_size <= MAX_PAGE_SIZE) return query;
  if (account.settings.bigPageSize === "reject") throw refusal(400, "page_size must be at most 50");
  return { ...query, page_size: MAX_PAGE_SIZE };
}

function matches(account: BolnaAccount, execution: Execution, query: Query): boolean {
  const record = renderExecution(execution, account.settings);
  const createdAt = execution.createdAt.getTime();
  const wanted = (filter: unknown, value: unknown) => filter === undefined || filter === value;
  return createdAt >= utc(query.from) && createdAt <= utc(query.to) &&
    wanted(query.status, record.status) &&
    wanted(query.call_type, record.telephony_data.call_type) &&
    wanted(query.provider, record.provider) &&
    wanted(query.answered_by_voice_mail, record.answered_by_voice_mail) &&
    wanted(query.batch_id, record.batch_id);
}

/** Unix milliseconds; a time without an offset is UTC. */
function utc(time: string): number {
  return Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(time) ? time : `${time}Z`);
}
