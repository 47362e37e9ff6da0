import type { Ask, HubspotResult } from "./exchange.ts";
import { associationsSchema, type BatchRead, batchReadSchema, type HubspotRecord } from "./schemas.ts";

export interface FoundRecords {
  records: HubspotRecord[];
  /** HubSpot says that it does not have them. */
  missing: string[];
}

const batchSize = 100;

/** Reads records by id, 100 a request. The first request that fails ends it. */
export async function readBatches(
  ask: Ask,
  objectPath: string,
  ids: readonly string[],
  properties: readonly string[],
): Promise<HubspotResult<FoundRecords>> {
  const found: FoundRecords = { records: [], missing: [] };
  for (let start = 0; start < ids.length; start += batchSize) {
    const asked = ids.slice(start, start + batchSize);
    const answer = await ask({
      method: "POST",
      path: `${objectPath}/batch/read`,
      body: { inputs: asked.map((id) => ({ id })), properties, propertiesWithHistory: [] },
      schema: batchReadSchema,
    });
    if (!answer.ok) return answer;
    found.records.push(...answer.value.results);
    found.missing.push(...findMissing(asked, answer.value));
  }
  return { ok: true, value: found };
}

/**
 * What was asked for and did not come, where the answer names no error at all or names it as not found. Any other error
 * proves nothing about a record.
 */
function findMissing(asked: readonly string[], { results, errors, numErrors }: BatchRead): string[] {
  const returned = new Set(results.map(({ id }) => id));
  const absent = asked.filter((id) => !returned.has(id));
  if (errors.length === 0 && !numErrors) return absent;
  const named = new Set(
    errors.filter(({ category }) => category === "OBJECT_NOT_FOUND").flatMap(({ context }) =>
      context?.ids ?? []
    ),
  );
  return absent.filter((id) => named.has(id));
}

/** The ids of the calls at the end of an associations path, every page. */
export async function readCallIds(ask: Ask, path: string): Promise<HubspotResult<string[]>> {
  const ids = new Set<string>();
  let after: string | null = null;
  do {
    const query: string = after === null ? "" : `&after=${encodeURIComponent(after)}`;
    const answer = await ask({
      method: "GET",
      path: `${path}?limit=500${query}`,
      schema: associationsSchema,
    });
    if (!answer.ok) return answer;
    answer.value.results.forEach((id) => ids.add(id));
    after = answer.value.paging === after ? null : answer.value.paging;
  } while (after !== null);
  return { ok: true, value: [...ids] };
}
