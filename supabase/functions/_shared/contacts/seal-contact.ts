import { contactPhoneRef, type PhoneCipher } from "../phone/phone-cipher.ts";
import type { KeptContact, PlainContact } from "./kept-contact.ts";

/** Closes a contact's number for the place it is kept in: bound to organisation and HubSpot id. */
export async function sealContact(
  cipher: PhoneCipher,
  orgId: string,
  { phone, ...facts }: PlainContact,
): Promise<KeptContact> {
  if (phone === null) return { ...facts, phone_enc: null, phone_hash: null };
  const [phone_enc, phone_hash] = await Promise.all([
    cipher.encrypt(contactPhoneRef(orgId, facts.contact_id), phone),
    cipher.hash(orgId, phone),
  ]);
  return { ...facts, phone_enc, phone_hash };
}
