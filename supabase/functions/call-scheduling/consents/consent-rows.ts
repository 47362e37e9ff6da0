import * as z from "zod";
import { columnsOf, type Database, query } from "../../_shared/platform/database.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import { maskLast4 } from "../../_shared/phone/phone.ts";
import { type Consent, consent } from "./schema.ts";

const time = z.string().transform(formatTimestamp);
const { contact_phone: _shown, source: _source, wording: _wording, ...shared } = consent.shape;

/** As the database gives it: the wording by its hash. */
export const consentRow = z.object({
  ...shared,
  phone_last4: z.string(),
  obtained_through: z.string(),
  wording_hash: z.string().nullable(),
  obtained_at: time,
  valid_until: time,
  added_at: time,
  revoked_at: time.nullable(),
});
export type ConsentRow = z.output<typeof consentRow>;
export const consentColumns = columnsOf("consents", consentRow);

const wordingRow = z.object({ wording_hash: z.string(), wording: z.string() });

/** The consents with their wordings, and with their numbers masked for everybody. */
export async function presentConsents(
  { db, orgId }: { db: Database; orgId: string },
  rows: readonly ConsentRow[],
): Promise<Consent[]> {
  const hashes = [...new Set(rows.flatMap(({ wording_hash }) => wording_hash ?? []))];
  const found = hashes.length === 0 ? [] : await query(
    "consent_wordings.find",
    z.array(wordingRow),
    db.from("consent_wordings").select(columnsOf("consent_wordings", wordingRow)).eq("org_id", orgId)
      .in("wording_hash", hashes),
  );
  const wordings = new Map(found.map(({ wording_hash, wording }) => [wording_hash, wording]));
  return rows.map(({ phone_last4, obtained_through, wording_hash, ...row }) => ({
    ...row,
    contact_phone: maskLast4(phone_last4),
    source: obtained_through,
    wording: wording_hash === null ? null : wordings.get(wording_hash) ?? null,
  }));
}

export async function presentConsent(
  of: { db: Database; orgId: string },
  row: ConsentRow,
): Promise<Consent> {
  const [shown] = await presentConsents(of, [row]);
  if (!shown) throw new Error("A consent was not presented.");
  return shown;
}
