/** A contact or a call as it is kept. Never changed in place: the search index holds older states of it. */
export interface CrmRecord {
  readonly id: string;
  /** The id as a number: HubSpot orders ids so, never as text. */
  readonly order: number;
  /** Empty values are absent. */
  readonly properties: Readonly<Record<string, string>>;
  /** Unix time in milliseconds. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly archivedAt: number | null;
  /** The record that took this one over. */
  readonly mergedInto: string | null;
}

/** What a property of the record reads as; null when it is empty. */
export function readProperty(record: CrmRecord, name: string): string | null {
  switch (name) {
    case "hs_object_id":
      return record.id;
    case "createdate":
    case "hs_createdate":
      return isoOf(record.createdAt);
    case "lastmodifieddate":
    case "hs_lastmodifieddate":
      return isoOf(record.updatedAt);
    case "hs_searchable_calculated_international_phone_number":
      return international(record.properties.phone);
    case "hs_searchable_calculated_international_mobile_number":
      return international(record.properties.mobilephone);
    default:
      return record.properties[name] ?? null;
  }
}

export function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}

function international(phone: string | undefined): string | null {
  const digits = phone?.replaceAll(/[^\d+]/g, "") ?? "";
  return /^\+\d{8,15}$/.test(digits) ? digits : null;
}
