import type { ContactStore, SyncPage } from "./contact-store.ts";
import { DatabaseError } from "../platform/database.ts";
import { breakContact } from "./to-contact.ts";
import type { KeptContact } from "./kept-contact.ts";
import type { Logger } from "../platform/log.ts";

type Deps = { contacts: Pick<ContactStore, "savePage">; log: Logger };
type Page = SyncPage & { contacts: readonly KeptContact[]; afterId: string };

/**
 * Keeps a page. Where Postgres refuses a value in it, the contacts are tried one by one, and the page is kept with those
 * that are at fault as broken ones: one contact never stops the rest.
 */
export async function keepPage({ contacts: store, log }: Deps, { afterId, ...page }: Page) {
  try {
    return await store.savePage(page);
  } catch (error) {
    if (!isAboutData(error)) throw error;
  }
  const contacts: KeptContact[] = [];
  for (const contact of page.contacts) {
    try {
      // Without moving the reading on: a worker that dies here leaves the whole page to the next.
      await store.savePage({ ...page, contacts: [contact], lastContactNumber: afterId, isLast: false });
      contacts.push(contact);
    } catch (error) {
      if (!isAboutData(error)) throw error;
      log.warn("contact_broken", { contact_id: contact.contact_id, error_code: error.code });
      const broken = breakContact(
        contact.contact_id,
        "The database does not take what HubSpot has of this contact.",
      );
      contacts.push({ ...broken, phone_enc: null, phone_hash: null });
    }
  }
  return await store.savePage({ ...page, contacts });
}

/** Data exceptions and integrity constraints (SQLSTATE classes 22 and 23). */
function isAboutData(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && /^(22|23)/.test(error.code);
}
