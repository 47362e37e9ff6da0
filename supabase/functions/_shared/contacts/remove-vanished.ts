import type { SyncPage } from "./contact-store.ts";
import type { HubspotFailure } from "../hubspot/client.ts";
import type { Reading } from "./reading.ts";

/** What HubSpot takes in one batch. */
const batchSize = 100;

/**
 * Takes the contacts that HubSpot has no more out of the cache. A full reading suspects those it did not list, but the
 * search index lags: each is asked for by id first. Gives the failure that stopped it, or null; what it does not get to,
 * the next full reading suspects again.
 */
export async function removeVanished(
  { deps: { contacts, log }, sync, worker, client, budget }: Reading,
  suspects: readonly string[],
  page: Omit<SyncPage, "contacts">,
): Promise<HubspotFailure | null> {
  for (let start = 0; start < suspects.length; start += batchSize) {
    if (start > 0) {
      if (budget.isOver()) return null;
      // Renews the lease.
      await contacts.savePage({ ...page, contacts: [], isLast: false });
    }
    const found = await client.readContacts(suspects.slice(start, start + batchSize), ["hs_object_id"]);
    if (!found.ok && isRefusal(found.failure)) {
      log.warn("suspects_not_read", { org_id: sync.org_id, http_status: found.failure.status });
      return null;
    }
    if (!found.ok) return found.failure;
    const { missing } = found.value;
    if (missing.length > 0) await contacts.removeContacts(sync.sync_id, worker, missing);
  }
  return null;
}

/** Asking again does not help, and the reading itself must not stop for it: they stay as they are. */
function isRefusal({ kind }: HubspotFailure): boolean {
  return kind === "refused" || kind === "not_found";
}
