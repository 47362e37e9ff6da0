import { closeContacts, closeNumber } from "../../_shared/campaigns/close-contact.ts";
import type { Rejection, StagedContact } from "../../_shared/campaigns/staged-contact.ts";
import {
  type AudienceContact,
  readAudienceRow,
  type RowTerms,
} from "../../_shared/campaigns/read-audience-row.ts";
import { readCountry } from "../../_shared/contacts/country.ts";
import { placeColumns } from "../../_shared/phone/describe-number.ts";
import { mapInLanes } from "../../_shared/platform/map-in-lanes.ts";
import type { ServiceContext } from "../context.ts";
import type { AudiencePart } from "./audience-schema.ts";

/** A piece with its numbers read and closed, and the rows that are not taken. */
export interface ClosedPart {
  rowsRead: number;
  rows: StagedContact[];
  rejected: Rejection[];
}

/** Reads and closes the numbers of a piece. Each is bound to the id that the contact's call will have. */
export async function closeAudiencePart(ctx: ServiceContext, part: AudiencePart): Promise<ClosedPart> {
  return await ("rows" in part ? closeRows(ctx, part) : closeContactIds(ctx, part));
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
  const closed = await mapInLanes(read, async ({ e164, name: contact_name, ...facts }) => (
    { ...facts, contact_name, ...await closeNumber(ctx, e164), ...placeColumns(e164) }
  ));
  return { rowsRead: rows.length + rejected.length, rows: closed, rejected: refused };
}

async function closeContactIds(
  ctx: ServiceContext,
  { contact_ids, first_place }: Extract<AudiencePart, { contact_ids: unknown }>,
): Promise<ClosedPart> {
  const contacts = await ctx.audiences.readContacts(ctx.orgId, contact_ids);
  return { rowsRead: contact_ids.length, ...await closeContacts({ ...ctx, unknown }, first_place, contacts) };
}

const unknown = {
  field: "contact_ids",
  code: "unknown",
  reason: "There is no contact with this id among those that were read from HubSpot.",
} as const;
