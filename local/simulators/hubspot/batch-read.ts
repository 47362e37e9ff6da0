import { z } from "zod";
import { nameOfOne, type ObjectType } from "./api-version.ts";
import type { CrmRecord } from "./crm-record.ts";
import { invalid } from "./hubspot-error.ts";
import type { HubspotPortal } from "./portal.ts";

export const batchReadSchema = z.object({
  inputs: z.array(z.object({ id: z.string() })),
  properties: z.array(z.string()).default([]),
  idProperty: z.string().optional(),
});

export const maxInputs = 100;

/**
 * The records that exist under the ids themselves, and the ids that lead to none: unlike a single read, a batch does not
 * follow the id of a merged record. Throws HubspotError.
 */
export function findMany(
  portal: HubspotPortal,
  type: ObjectType,
  { inputs, idProperty }: Pick<z.output<typeof batchReadSchema>, "inputs" | "idProperty">,
): { found: CrmRecord[]; missing: string[] } {
  if (inputs.length > maxInputs) throw invalid(`${inputs.length} inputs; at most ${maxInputs} are allowed`);
  const find = finderBy(portal, type, idProperty);
  const found = new Map<string, CrmRecord>();
  const missing: string[] = [];
  for (const { id } of inputs) {
    const record = find(id);
    if (record === undefined) missing.push(id);
    else found.set(record.id, record);
  }
  return { found: [...found.values()], missing };
}

/** Finds existing records by their id, or by a property with unique values. Throws HubspotError when it has none such. */
export function finderBy(
  portal: HubspotPortal,
  type: ObjectType,
  idProperty: string | undefined,
): (id: string) => CrmRecord | undefined {
  const records = portal.records(type);
  if (idProperty === undefined || idProperty === "hs_object_id") {
    return (id) => {
      const record = records.get(id);
      return record?.archivedAt === null ? record : undefined;
    };
  }
  if (portal.properties.find(type, idProperty)?.hasUniqueValue !== true) {
    throw invalid(`${idProperty} is not a unique property of ${type}: it cannot be the idProperty`);
  }
  const byValue = records.byValue(idProperty);
  return (id) => byValue.get(id.toLowerCase());
}

/** The entry for the missing ids among a batch's `errors`. */
export function missingError(type: ObjectType, missing: string[]) {
  const one = nameOfOne(type).toUpperCase();
  return {
    status: "error",
    category: "OBJECT_NOT_FOUND",
    message: `Could not get some ${one} objects, they may be deleted or not exist. Check that ids are valid.`,
    context: { ids: missing },
  };
}
