import { lastFour } from "../phone/phone.ts";
import { contactPhoneRef, type PhoneCipher, phoneRef } from "../phone/phone-cipher.ts";
import type { FieldCode } from "../platform/field-problem.ts";
import { describeError, type Logger } from "../platform/log.ts";
import { mapInLanes } from "../platform/map-in-lanes.ts";
import type { ContactToClose, Rejection, StagedContact } from "./staged-contact.ts";

export interface CloseTerms {
  cipher: PhoneCipher;
  log: Logger;
  orgId: string;
  /** What a contact that is not known is told of. */
  unknown: { field: string; code: FieldCode; reason: string };
}

/** Closes a number for the call that its contact may come to: bound to an id that is made here, which that call will have. */
export async function closeNumber(
  { cipher, orgId }: Pick<CloseTerms, "cipher" | "orgId">,
  e164: string,
): Promise<Pick<StagedContact, "id" | "phone_enc" | "phone_hash" | "global_phone_hash" | "phone_last4">> {
  const id = crypto.randomUUID();
  const [phone_enc, phone_hash, global_phone_hash] = await Promise.all([
    cipher.encrypt(phoneRef(orgId, id), e164),
    cipher.hash(orgId, e164),
    cipher.globalHash(e164),
  ]);
  return { id, phone_enc, phone_hash, global_phone_hash, phone_last4: lastFour(e164) };
}

const problems = {
  missing: { code: "phone_missing", reason: "HubSpot has no phone number of this contact." },
  invalid: { code: "phone_not_valid", reason: "What HubSpot has as this contact's phone number is none." },
  special: { code: "phone_special", reason: "This contact's phone number is of a kind that is not called." },
} as const;

/** Opens the number of a contact of HubSpot's and closes it anew for a campaign, or says why it cannot be called. */
export async function closeContact(
  terms: CloseTerms,
  line: number,
  contact: ContactToClose,
): Promise<StagedContact | Rejection> {
  const { contact_id, contact_name, phone_enc, phone_problem } = contact;
  if (!contact.is_known) return { line, ...terms.unknown };
  if (contact.is_broken) {
    return {
      line,
      field: terms.unknown.field,
      code: "contact_unreadable",
      reason: "This contact could not be read from HubSpot.",
    };
  }
  if (phone_enc === null) return { line, field: "phone", ...problems[phone_problem ?? "missing"] };
  try {
    const e164 = await terms.cipher.decrypt(contactPhoneRef(terms.orgId, contact_id), phone_enc);
    return {
      line,
      contact_id,
      contact_name: contact_name ?? `Contact ${contact_id}`,
      ...await closeNumber(terms, e164),
      phone_country: contact.phone_country,
      phone_regions: contact.phone_regions ?? [],
      phone_zones: contact.phone_zones ?? [],
      phone_zone_source: contact.phone_zone_source,
      time_zone: null,
    };
  } catch (error) {
    terms.log.error("contact_number_unreadable", { contact_id, ...describeError(error) });
    return {
      line,
      field: "phone",
      code: "phone_unread",
      reason: "This contact's phone number could not be opened.",
    };
  }
}

/** Several, in their order: the first has the place `firstLine`. */
export async function closeContacts(
  terms: CloseTerms,
  firstLine: number,
  contacts: readonly ContactToClose[],
) {
  const rows: StagedContact[] = [];
  const rejected: Rejection[] = [];
  const answers = await mapInLanes(
    contacts,
    (contact) => closeContact(terms, firstLine + contact.place - 1, contact),
  );
  for (const closed of answers) {
    if ("reason" in closed) rejected.push(closed);
    else rows.push(closed);
  }
  return { rows, rejected };
}
