import { classifySilence } from "./classify-answer.ts";
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

/**
 * The ids of a contact's calls, every page. It fails where HubSpot names any error but that there are none: whoever asks
 * wants to prove that a call is not there, and a list with a gap proves nothing.
 */
export async function readCallIds(
  ask: Ask,
  path: string,
  contactId: string,
): Promise<HubspotResult<string[]>> {
  const ids = new Set<string>();
  let after: string | null = null;
  do {
    const input: { id: string; after?: string } = { id: contactId, ...(after === null ? {} : { after }) };
    const answer = await ask({
      method: "POST",
      path: `${path}/batch/read`,
      body: { inputs: [input] },
      schema: associationsSchema,
    });
    if (!answer.ok) return answer;
    const { results: [result], errors, numErrors } = answer.value;
    if (!isNoneFound(errors) || (numErrors ?? 0) > errors.length) {
      const story = "HubSpot did not tell the calls of the contact.";
      return { ok: false, failure: classifySilence({ reached: true, repeatable: true, story }) };
    }
    result?.to.forEach((id) => ids.add(id));
    const next = result?.paging ?? null;
    after = next === after ? null : next;
  } while (after !== null);
  return { ok: true, value: [...ids] };
}

/** No error at all, or only the one that says: nothing is associated. */
function isNoneFound(errors: BatchRead["errors"]): boolean {
  return errors.every(({ category }) => category === "OBJECT_NOT_FOUND");
}
