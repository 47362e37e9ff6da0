import { DatabaseError } from "../platform/database.ts";
import type { Logger } from "../platform/log.ts";
import type { KeptContact } from "./kept-contact.ts";
import { breakContact } from "./to-contact.ts";

/**
 * Keeps contacts together. Where Postgres refuses a value among them, they are tried one by one by `tryOne`, and kept with those that
 * are at fault as broken ones: one contact never stops the rest.
 */
export async function keepEach<Kept>(
  log: Logger,
  contacts: readonly KeptContact[],
  keep: (contacts: readonly KeptContact[]) => Promise<Kept>,
  tryOne: (contact: KeptContact) => Promise<unknown> = (contact) => keep([contact]),
): Promise<Kept> {
  try {
    return await keep(contacts);
  } catch (error) {
    if (!isAboutData(error)) throw error;
  }
  const sound: KeptContact[] = [];
  for (const contact of contacts) {
    try {
      await tryOne(contact);
      sound.push(contact);
    } catch (error) {
      if (!isAboutData(error)) throw error;
      log.warn("contact_broken", { contact_id: contact.contact_id, error_code: error.code });
      const broken = breakContact(
        contact.contact_id,
        "The database does not take what HubSpot has of this contact.",
      );
      sound.push({ ...broken, phone_enc: null, phone_hash: null });
    }
  }
  return await keep(sound);
}

/** Data exceptions and integrity constraints (SQLSTATE classes 22 and 23). */
function isAboutData(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && /^(22|23)/.test(error.code);
}
