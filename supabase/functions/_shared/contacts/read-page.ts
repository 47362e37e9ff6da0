import type { ClaimedSync } from "./contact-schemas.ts";
import { type ContactPage, fitsSearch, type HubspotResult } from "../hubspot/client.ts";
import { type ContactTerms, listContactProperties } from "./contact-terms.ts";
import type { Reading } from "./reading.ts";

/** The contacts behind an id, up to 200. The end of the window is the beginning of the reading: what changes meanwhile is the next one's. */
export async function readPage(
  { client, sync }: Pick<Reading, "client"> & { sync: Pick<ClaimedSync, "window_start" | "started_at"> },
  terms: Pick<ContactTerms, "properties">,
  afterId: string,
): Promise<HubspotResult<ContactPage>> {
  const window = sync.window_start === null ? {} : {
    modifiedFrom: sync.window_start,
    modifiedTo: sync.started_at,
  };
  const properties = listContactProperties(terms);
  if (fitsSearch(properties)) return await client.searchContacts({ afterId, ...window, properties });
  // Too many properties for the length of a search: it finds the records, and they are read by id.
  const found = await client.searchContacts({ afterId, ...window, properties: ["hs_object_id"] });
  if (!found.ok) return found;
  const ids = found.value.contacts.map(({ id }) => id);
  const read = await client.readContacts(ids, properties);
  if (!read.ok) return read;
  const { records, missing } = read.value;
  const known = new Set([...records.map(({ id }) => id), ...missing]);
  // One that HubSpot lists and does not give is kept as such: left out, its change would be lost without a word.
  const unread = ids.filter((id) => !known.has(id)).map((id) => ({ id, properties: {}, readable: false }));
  return { ok: true, value: { ...found.value, contacts: [...records, ...unread] } };
}
