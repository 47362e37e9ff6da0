import { type CipherRef, contactPhoneRef, isErased, phoneRef } from "../../_shared/phone/phone-cipher.ts";
import { notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";
import { noteUndecrypted } from "../shared/note-undecrypted.ts";
import type { PersonKey } from "./person-store.ts";
import type { ExportedPerson } from "./schema.ts";

type Row = Record<string, unknown>;

/** Everything that is kept of a person, numbers opened. Throws 404 for a contact of whom nothing is. */
export async function exportPerson(ctx: ServiceContext, key: PersonKey): Promise<ExportedPerson> {
  const answer = await ctx.people.export(ctx.orgId, ctx.userId, crypto.randomUUID(), key);
  if (answer.outcome === "forbidden") throw roleTakenAway();
  if (answer.outcome === "not_found") throw notFound();
  const { person } = answer;
  const open = (rows: Row[], column: string, refOf: (row: Row) => CipherRef) =>
    Promise.all(rows.map((row) => openNumber(ctx, row, column, refOf(row))));
  const callRef = ({ id }: Row) => phoneRef(ctx.orgId, String(id));
  const [contacts, call_schedules, campaigns] = await Promise.all([
    open(person.contacts, "phone_enc", ({ contact_id }) => contactPhoneRef(ctx.orgId, String(contact_id))),
    open(person.call_schedules, "contact_phone_enc", callRef),
    open(person.campaigns, "phone_enc", callRef),
  ]);
  return { ...person, contacts, call_schedules, campaigns };
}

/** The row with its number in place of the ciphertext; null where there is none, or it does not open. */
async function openNumber(ctx: ServiceContext, row: Row, column: string, ref: CipherRef): Promise<Row> {
  const { [column]: sealed, ...rest } = row;
  const contact_phone = typeof sealed !== "string" || isErased(sealed)
    ? null
    : await ctx.cipher.decrypt(ref, sealed).catch((error) => {
      noteUndecrypted(ctx.log, { row_id: ref.rowId }, error);
      return null;
    });
  return { ...rest, contact_phone };
}
