import type { ClaimedSync } from "./contact-schemas.ts";
import { DatabaseError } from "../platform/database.ts";
import type { ContactTerms } from "./contact-terms.ts";
import { tokenMissing } from "./judge-properties.ts";
import { readHubspotContact } from "./to-contact.ts";
import { connectHubspot } from "./connect-hubspot.ts";
import { examineConnection } from "./examine-connection.ts";
import { keepPage } from "./keep-page.ts";
import { readPage } from "./read-page.ts";
import type { PullDeps, PullEnd, Reading } from "./reading.ts";
import { removeVanished } from "./remove-vanished.ts";
import { sealContact } from "./seal-contact.ts";
import { giveUp, suspend } from "./suspend-reading.ts";

/**
 * Reads one organisation's contacts from where its reading stands, page by page; each page is kept and the reading moved on
 * in one transaction, so that a worker may die at any moment. Throws a `DatabaseError` when the database fails.
 */
export async function pullContacts(
  deps: PullDeps,
  sync: ClaimedSync,
  { worker, budget }: Pick<Reading, "worker" | "budget">,
): Promise<PullEnd> {
  try {
    const client = await connectHubspot(deps, sync.access);
    if (client === null) return await giveUp({ deps, sync, worker }, tokenMissing);
    return await examineAndRead({ deps, sync, worker, client, budget });
  } catch (error) {
    if (error instanceof DatabaseError && error.code === leaseLost) return "lost";
    throw error;
  }
}

const leaseLost = "55006";

async function examineAndRead(reading: Reading): Promise<PullEnd> {
  const { deps, sync, client } = reading;
  const { access } = sync;
  const isSound = access.state === "ok" || access.state.startsWith("property_");
  if (isSound && sync.last_contact_number !== "0") return await readPages(reading, access);
  const found = await examineConnection(client, access);
  if (!found.ok) return await suspend(reading, found.failure);
  const { state, propertyTypes, portalId = access.portal_id } = found.value;
  const known = { ...access, property_types: propertyTypes, portal_id: portalId };
  const note = async () => {
    const portal = portalId === null ? {} : { portalId };
    await deps.connections.noteState(access, { ...state, propertyTypes, ...portal });
  };
  // By the account's own budget from here on, once it is known.
  const sameAccount = portalId === access.portal_id;
  const account = sameAccount ? client : await connectHubspot(deps, known) ?? client;
  return await readPages({ ...reading, client: account }, known, note);
}

/** `noteSound` is called once, when HubSpot has let us read and the reading is still this worker's. */
async function readPages(
  reading: Reading,
  terms: ContactTerms,
  noteSound: () => Promise<void> = () => Promise.resolve(),
): Promise<PullEnd> {
  const { deps: { contacts: store, cipher }, sync, worker, budget } = reading;
  const { sync_id: syncId, org_id: orgId } = sync;
  let afterId = sync.last_contact_number;
  let isNoted = false;
  while (budget.takePage()) {
    const page = await readPage(reading, terms, afterId);
    if (!page.ok) return await suspend(reading, page.failure);
    const { contacts, lastId, isLast } = page.value;
    const plain = contacts.map((raw) => readHubspotContact(raw, terms));
    const kept = await Promise.all(plain.map((contact) => sealContact(cipher, orgId, contact)));
    const where = { syncId, worker, lastContactNumber: lastId, isLast };
    const { suspects } = await keepPage(reading.deps, { ...where, contacts: kept, afterId });
    if (!isNoted) await noteSound();
    isNoted = true;
    const failure = await removeVanished(reading, suspects, where);
    if (failure !== null) return await suspend(reading, failure);
    afterId = lastId;
    if (isLast) {
      await store.completeSync(syncId, worker);
      return "completed";
    }
  }
  return "unfinished";
}
