import { contactPhoneRef } from "../../_shared/phone/phone-cipher.ts";
import { maskPhone } from "../../_shared/phone/phone.ts";
import type { ServiceContext } from "../context.ts";
import { noteUndecrypted } from "../shared/note-undecrypted.ts";
import type { Contact } from "./schema.ts";
import type { ContactRow } from "./contact-rows.ts";

/**
 * The contact as the caller may see it: the whole number for admins, else its last four digits. A number that cannot be
 * decrypted is null and logged: one damaged row must not hide the others.
 */
export async function presentContact(
  { cipher, log, organization, orgId }: Pick<ServiceContext, "cipher" | "log" | "organization" | "orgId">,
  { phone_enc, updated_at, contact_id, contact_name, ...rest }: ContactRow,
): Promise<Contact> {
  const phone = phone_enc === null
    ? null
    : await cipher.decrypt(contactPhoneRef(orgId, contact_id), phone_enc).catch((error) => {
      noteUndecrypted(log, { contact_id }, error);
      return null;
    });
  const seesAll = organization.role === "admin";
  const contact_phone = phone === null || seesAll ? phone : maskPhone(phone);
  return { contact_id, contact_name, contact_phone, ...rest, synced_at: updated_at };
}
