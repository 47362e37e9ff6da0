import type { Logger } from "../platform/log.ts";
import type { ContactStore, SyncPage } from "./contact-store.ts";
import { keepEach } from "./keep-each.ts";
import type { KeptContact } from "./kept-contact.ts";

type Deps = { contacts: Pick<ContactStore, "savePage">; log: Logger };
type Page = SyncPage & { contacts: readonly KeptContact[]; afterId: string };

/** Keeps a page and moves the reading on behind it; a contact that Postgres refuses is kept as a broken one. */
export async function keepPage({ contacts: store, log }: Deps, { afterId, contacts, ...page }: Page) {
  return await keepEach(
    log,
    contacts,
    (all) => store.savePage({ ...page, contacts: all }),
    // Without moving the reading on: a worker that dies here leaves the whole page to the next.
    (contact) => store.savePage({ ...page, contacts: [contact], lastContactNumber: afterId, isLast: false }),
  );
}
