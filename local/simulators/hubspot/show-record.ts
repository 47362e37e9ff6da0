import type { ObjectType } from "./api-version.ts";
import { type CrmRecord, isoOf, readProperty } from "./crm-record.ts";
import type { PropertyRegistry } from "./property-registry.ts";

const ALWAYS = {
  contacts: ["hs_object_id", "createdate", "lastmodifieddate"],
  calls: ["hs_object_id", "hs_createdate", "hs_lastmodifieddate"],
};
const UNASKED = { contacts: ["email", "firstname", "lastname"], calls: [] };

/** The record as HubSpot shows it: unknown properties are left out, known empty ones are null. */
export function showRecord(
  registry: PropertyRegistry,
  type: ObjectType,
  record: CrmRecord,
  asked: readonly string[],
) {
  const properties: Record<string, string | null> = {};
  for (const name of [...(asked.length > 0 ? asked : UNASKED[type]), ...ALWAYS[type]]) {
    if (registry.find(type, name) !== undefined) properties[name] = readProperty(record, name);
  }
  const { id, createdAt, updatedAt, archivedAt } = record;
  return {
    id,
    properties,
    createdAt: isoOf(createdAt),
    updatedAt: isoOf(updatedAt),
    archived: archivedAt !== null,
    ...(archivedAt === null ? {} : { archivedAt: isoOf(archivedAt) }),
  };
}
