import { z } from "zod";
import type { CrmRecord } from "./crm-record.ts";
import type { PropertyRegistry } from "./property-registry.ts";
import { checkValue } from "./property-values.ts";

const instant = z.iso.datetime({ offset: true }).transform(Date.parse);

export const contactSchema = z.strictObject({
  /** HubSpot ids are numeric strings; contacts are paged in their order. Default: the next one. */
  id: z.string().regex(/^\d{1,15}$/).optional(),
  /** All values are strings; a known property without a value is null. */
  properties: z.record(z.string(), z.string().nullable()).default({}),
  archived: z.boolean().default(false),
  createdAt: instant.optional(),
  updatedAt: instant.optional(),
});

export type ContactInput = z.input<typeof contactSchema>;

/** A contact as tests see it. */
export interface SimulatedContact {
  id: string;
  properties: Readonly<Record<string, string>>;
  createdAt: string;
  updatedAt: string;
  archived: boolean;
  mergedInto: string | null;
}

/** A logged call as tests see it. */
export interface SimulatedCall extends Omit<SimulatedContact, "mergedInto"> {
  contactIds: string[];
}

/**
 * Values that a test or a person in HubSpot sets. Dates are brought into the form HubSpot keeps; all else is taken as it is,
 * so that odd values can be planted, and a name the portal does not know becomes a string property.
 *
 * @throws {Error} when a date is none.
 */
export function readValues(
  registry: PropertyRegistry,
  values: Readonly<Record<string, string | null>>,
): Record<string, string | null> {
  const kept: Record<string, string | null> = {};
  for (const name in values) {
    const value = values[name] ?? null;
    const property = registry.find("contacts", name) ?? registry.set({ name });
    kept[name] = value;
    if (value === null || value === "" || (property.type !== "date" && property.type !== "datetime")) {
      continue;
    }
    const checked = checkValue(property, value);
    if (!("value" in checked)) throw new Error(`${name} of a contact: ${checked.message}`);
    kept[name] = checked.value;
  }
  return kept;
}

export function showContact(record: CrmRecord): SimulatedContact {
  const { id, properties, createdAt, updatedAt, archivedAt, mergedInto } = record;
  return {
    id,
    properties,
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
    archived: archivedAt !== null,
    mergedInto,
  };
}
