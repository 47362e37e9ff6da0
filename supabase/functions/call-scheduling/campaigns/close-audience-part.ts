import {
  type AudienceContact,
  readAudienceRow,
  type RowTerms,
} from "../../_shared/campaigns/read-audience-row.ts";
import { readCountry } from "../../_shared/contacts/country.ts";
import { placeColumns } from "../../_shared/phone/describe-number.ts";
import { lastFour } from "../../_shared/phone/phone.ts";
import { contactPhoneRef, phoneRef } from "../../_shared/phone/phone-cipher.ts";
import { describeError } from "../../_shared/platform/log.ts";
import type { ServiceContext } from "../context.ts";
import type { AudiencePart } from "./audience-schema.ts";
import type { ContactToClose, StagedContact } from "./audience-store.ts";

type Rejection = { line: number; field: string; reason: string };

/** A piece with its numbers read and closed, and the rows that are not taken. */
export interface ClosedPart {
  rowsRead: number;
  rows: StagedContact[];
  rejected: Rejection[];
}

/** Reads and closes the numbers of a piece. Each is bound to the id that the contact's call will have. */
export async function closeAudiencePart(ctx: ServiceContext, part: AudiencePart): Promise<ClosedPart> {
  return await ("rows" in part ? closeRows(ctx, part) : closeContacts(ctx, part));
}

async function closeRows(
  ctx: ServiceContext,
  { rows, rejected, contact_country }: Extract<AudiencePart, { rows: unknown }>,
): Promise<ClosedPart> {
  const terms: RowTerms = {
    ...(contact_country !== undefined && { country: contact_country }),
    allowedKinds: ctx.organization.allowed_number_kinds,
    readCountry,
  };
  const read: AudienceContact[] = [];
  const refused: Rejection[] = [...rejected];
  for (const cells of rows) {
    const row = readAudienceRow(cells, terms);
    if ("reason" in row) refused.push(row);
    else read.push(row);
  }
  const closed = await Promise.all(read.map(async ({ e164, name: contact_name, ...facts }) => (
    { ...facts, contact_name, ...await closeNumber(ctx, e164), ...placeColumns(e164) }
  )));
  return { rowsRead: rows.length + rejected.length, rows: closed, rejected: refused };
}

async function closeNumber({ cipher, orgId }: ServiceContext, e164: string) {
  const id = crypto.randomUUID();
  const [phone_enc, phone_hash, global_phone_hash] = await Promise.all([
    cipher.encrypt(phoneRef(orgId, id), e164),
    cipher.hash(orgId, e164),
    cipher.globalHash(e164),
  ]);
  return { id, phone_enc, phone_hash, global_phone_hash, phone_last4: lastFour(e164) };
}

async function closeContacts(
  ctx: ServiceContext,
  { contact_ids, first_place }: Extract<AudiencePart, { contact_ids: unknown }>,
): Promise<ClosedPart> {
  const rows: StagedContact[] = [];
  const rejected: Rejection[] = [];
  const contacts = await ctx.audiences.readContacts(ctx.orgId, contact_ids);
  const answers = await Promise.all(
    contacts.map((contact) => closeContact(ctx, first_place + contact.place - 1, contact)),
  );
  for (const closed of answers) {
    if ("reason" in closed) rejected.push(closed);
    else rows.push(closed);
  }
  return { rowsRead: contact_ids.length, rows, rejected };
}

const problems = {
  missing: "HubSpot has no phone number of this contact.",
  invalid: "What HubSpot has as this contact's phone number is none.",
  special: "This contact's phone number is of a kind that is not called.",
} as const;

async function closeContact(
  ctx: ServiceContext,
  line: number,
  contact: ContactToClose,
): Promise<StagedContact | Rejection> {
  const { contact_id, contact_name, phone_enc, phone_problem } = contact;
  if (!contact.is_known) {
    return {
      line,
      field: "contact_ids",
      reason: "There is no contact with this id among those that were read from HubSpot.",
    };
  }
  if (contact.is_broken) {
    return { line, field: "contact_ids", reason: "This contact could not be read from HubSpot." };
  }
  if (phone_enc === null) return { line, field: "phone", reason: problems[phone_problem ?? "missing"] };
  try {
    const e164 = await ctx.cipher.decrypt(contactPhoneRef(ctx.orgId, contact_id), phone_enc);
    return {
      line,
      contact_id,
      contact_name: contact_name ?? `Contact ${contact_id}`,
      ...await closeNumber(ctx, e164),
      phone_country: contact.phone_country,
      phone_regions: contact.phone_regions ?? [],
      phone_zones: contact.phone_zones ?? [],
      phone_zone_source: contact.phone_zone_source,
      time_zone: null,
    };
  } catch (error) {
    ctx.log.error("contact_number_unreadable", { contact_id, ...describeError(error) });
    return { line, field: "phone", reason: "This contact's phone number could not be opened." };
  }
}
