import type { ContactTerms } from "../contacts/contact-terms.ts";
import { listContactProperties } from "../contacts/contact-terms.ts";
import { keepEach } from "../contacts/keep-each.ts";
import { sealContact } from "../contacts/seal-contact.ts";
import { readHubspotContact } from "../contacts/to-contact.ts";
import type { HubspotClient, HubspotResult } from "../hubspot/client.ts";
import type { PhoneCipher } from "../phone/phone-cipher.ts";
import type { Logger } from "../platform/log.ts";
import { mapInLanes } from "../platform/map-in-lanes.ts";
import type { ListReading, ListStore } from "./list-store.ts";
import type { ContactToClose } from "./staged-contact.ts";

interface Deps {
  lists: Pick<ListStore, "readContacts" | "keepContacts">;
  cipher: PhoneCipher;
  log: Logger;
}

interface Page {
  reading: Pick<ListReading, "upload_id" | "org_id">;
  worker: string;
  client: Pick<HubspotClient, "readContacts">;
  terms: ContactTerms;
  ids: readonly string[];
}

/**
 * The members of a page in their order, as they are kept. Those that are not known yet are read from HubSpot by their ids and kept
 * as a sync keeps them, so that they are contacts like any others from here on.
 */
export async function fetchMembers(
  { lists, cipher, log }: Deps,
  { reading: { upload_id: uploadId, org_id: orgId }, worker, client, terms, ids }: Page,
): Promise<HubspotResult<ContactToClose[]>> {
  const known = await lists.readContacts(orgId, ids);
  const strangers = known.filter((contact) => !contact.is_known).map(({ contact_id }) => contact_id);
  if (strangers.length === 0) return { ok: true, value: known };
  const read = await client.readContacts(strangers, listContactProperties(terms));
  if (!read.ok) return read;
  const plain = read.value.records.map((record) => readHubspotContact(record, terms));
  const sealed = await mapInLanes(plain, (contact) => sealContact(cipher, orgId, contact));
  await keepEach(log, sealed, (contacts) => lists.keepContacts(uploadId, worker, contacts));
  return { ok: true, value: await lists.readContacts(orgId, ids) };
}
