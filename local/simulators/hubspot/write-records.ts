import { z } from "zod";
import { type ApiVersion, nameOfOne, type ObjectType } from "./api-version.ts";
import { ASSOCIATION_TYPES } from "./association-book.ts";
import { checkProperties, type PropertyChanges } from "./check-properties.ts";
import { type CrmRecord, isoOf } from "./crm-record.ts";
import { HubspotError, invalid } from "./hubspot-error.ts";
import type { HubspotPortal } from "./portal.ts";
import { readTime } from "./property-values.ts";

const valueSchema = z.union([z.string(), z.number(), z.boolean()]).transform(String).nullable();
export const changesSchema = z.record(z.string(), valueSchema);

const associationSchema = z.object({
  to: z.object({ id: z.union([z.string(), z.int()]).transform(String) }),
  types: z.array(z.object({ associationCategory: z.string(), associationTypeId: z.int() })).min(1),
});

export const creationSchema = z.object({
  properties: changesSchema.default({}),
  associations: z.array(associationSchema).default([]),
});

export type Creation = z.output<typeof creationSchema>;

/** A write that was checked and is certain to succeed; it happens when called. */
export type Commit = () => CrmRecord;

/** Throws HubspotError when the record or one of its associations is refused; then nothing is created. */
export function prepareCreation(
  portal: HubspotPortal,
  type: ObjectType,
  { properties, associations }: Creation,
  version: ApiVersion,
): Commit {
  const checked = checkProperties(portal, type, properties, version);
  const others = associations.map((association) => findOther(portal, type, association));
  return () => {
    const record = portal.insert(type, { properties: checked });
    for (const other of others) associate(portal, type, record.id, other);
    return record;
  };
}

/** Throws HubspotError when a value is refused. */
export function prepareUpdate(
  portal: HubspotPortal,
  type: ObjectType,
  record: CrmRecord,
  changes: PropertyChanges,
  version: ApiVersion,
): Commit {
  const checked = checkProperties(portal, type, changes, version, record);
  return () => portal.records(type).change(record, checked);
}

/** Associates a call with a contact, from whichever side; a new activity moves the contact's last contact. */
export function associate(portal: HubspotPortal, type: ObjectType, id: string, otherId: string): void {
  const [callId, contactId] = type === "calls" ? [id, otherId] : [otherId, id];
  if (!portal.associations.link(callId, contactId) || !portal.settings.activityBumpsContact) return;
  const contact = portal.records("contacts").find(contactId);
  const call = portal.records("calls").find(callId);
  if (contact === undefined || call === undefined) return;
  const { notes_last_contacted: last, num_contacted_notes: count = "0", num_notes: notes = "0" } =
    contact.properties;
  const at = readTime(call.properties.hs_timestamp ?? isoOf(call.createdAt));
  const lastContacted = isoOf(Math.max(at, last === undefined ? -Infinity : readTime(last)));
  portal.records("contacts").change(contact, {
    notes_last_contacted: lastContacted,
    hs_last_sales_activity_timestamp: lastContacted,
    notes_last_updated: isoOf(portal.now()),
    num_contacted_notes: `${Number(count) + 1}`,
    num_notes: `${Number(notes) + 1}`,
  });
}

function findOther(
  portal: HubspotPortal,
  type: ObjectType,
  { to, types }: Creation["associations"][number],
): string {
  const { typeId } = ASSOCIATION_TYPES[type];
  for (const { associationCategory, associationTypeId } of types) {
    if (associationCategory !== "HUBSPOT_DEFINED" || associationTypeId !== typeId) {
      throw invalid(
        `Association type ${associationTypeId} (${associationCategory}) is not valid for a ${
          nameOfOne(type)
        } here`,
      );
    }
  }
  const otherType = type === "calls" ? "contacts" : "calls";
  const other = portal.records(otherType).find(to.id);
  if (other !== undefined) return other.id;
  const { missingAssociationStatus: status } = portal.settings;
  const category = status === 404 ? "OBJECT_NOT_FOUND" : "VALIDATION_ERROR";
  throw new HubspotError(
    status,
    category,
    `No ${nameOfOne(otherType)} with id ${to.id} exists to associate with`,
  );
}
