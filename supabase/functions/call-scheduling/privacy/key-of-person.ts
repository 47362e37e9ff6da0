import type { ServiceContext } from "../context.ts";
import { hashNumber } from "../suppressions/hash-number.ts";
import type { PersonKey } from "./person-store.ts";

/** Who is meant: a contact by its id, anybody else by the number. Throws 422 for a number that is none. */
export async function keyOfPerson(
  ctx: ServiceContext,
  person: { contact_id: string } | { contact_phone: string; contact_country?: string },
): Promise<PersonKey> {
  if ("contact_id" in person) return { contactId: person.contact_id };
  return { phoneHash: (await hashNumber(ctx, person)).phone_hash };
}
