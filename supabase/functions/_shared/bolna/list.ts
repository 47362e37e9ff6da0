import * as z from "zod";
import type { BolnaResult } from "./result.ts";
import { type BolnaExecution, executionPageSchema, executionSchema } from "./schemas.ts";

/** Both ends in UTC, at most seven days apart. */
export interface ListQuery {
  agentId: string;
  from: Date;
  to: Date;
}

type PageReader = (
  schema: typeof executionPageSchema,
  path: string,
) => Promise<BolnaResult<z.output<typeof executionPageSchema>>>;

/** A list that goes on for longer than this is not walked to its end: 10 000 executions in one window. */
const maxPages = 200;

/**
 * Walks the executions list of an agent until `has_more` is false (reference 4.2). The order shifts while calls are
 * live, so a row may come twice: rows are kept by id. A row that cannot be read is left out and makes the list
 * incomplete.
 */
export async function listExecutionPages(
  { agentId, from, to }: ListQuery,
  readPage: PageReader,
): Promise<{ executions: BolnaExecution[]; complete: boolean }> {
  const found = new Map<string, BolnaExecution>();
  const result = (complete: boolean) => ({ executions: [...found.values()], complete });
  let readable = true;
  for (let page = 1; page <= maxPages; page++) {
    // Both ends are required together; 50 is the largest page.
    const query = new URLSearchParams({
      from: from.toISOString(),
      to: to.toISOString(),
      page_number: String(page),
      page_size: "50",
    });
    const answer = await readPage(
      executionPageSchema,
      `/v2/agent/${encodeURIComponent(agentId)}/executions?${query}`,
    );
    if (!answer.ok) return result(false);
    for (const row of answer.data.data) {
      const parsed = executionSchema.safeParse(row);
      if (parsed.success) found.set(parsed.data.id, parsed.data);
      else readable = false;
    }
    if (!answer.data.has_more) return result(readable);
  }
  return result(false);
}
