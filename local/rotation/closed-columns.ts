import type { ISql } from "postgres";
import {
  answerRef,
  type CipherRef,
  contactPhoneRef,
  phoneRef,
} from "../../supabase/functions/_shared/phone/phone-cipher.ts";
import { StackError } from "../stack/stack-error.ts";

/** A ciphertext where it lies: `place` is what it is bound to, beside its organisation. */
export interface ClosedValue {
  key: string;
  org_id: string;
  place: string;
  closed: string;
}

/** A column of ciphertexts. Its rows are walked in the order of `key`, which tells one row from all others. */
export interface ClosedColumn {
  table: string;
  column: string;
  /** SQL, as the others here. */
  key: string;
  keyType: "uuid" | "text";
  org: string;
  place: string;
  ref: (value: Pick<ClosedValue, "org_id" | "place">) => CipherRef;
}

const ofCall: ClosedColumn["ref"] = ({ org_id, place }) => phoneRef(org_id, place);
const byId = { key: "t.id", keyType: "uuid", org: "t.org_id" } as const;

/** Every column that holds ciphertexts. */
export const closedColumns: readonly ClosedColumn[] = [
  { table: "public.call_schedules", column: "contact_phone_enc", ...byId, place: "t.id", ref: ofCall },
  {
    table: "public.contacts",
    column: "phone_enc",
    ...byId,
    place: "t.contact_id",
    ref: ({ org_id, place }) => contactPhoneRef(org_id, place),
  },
  { table: "public.campaign_contacts", column: "phone_enc", ...byId, place: "t.id", ref: ofCall },
  {
    table: "private.audience_rows",
    column: "phone_enc",
    ...byId,
    org: "(select u.org_id from public.audience_uploads u where u.id = t.upload_id)",
    place: "t.id",
    ref: ofCall,
  },
  {
    table: "public.idempotency_keys",
    column: "response_enc",
    key: "(t.org_id || ' ' || t.user_id || ' ' || t.idempotency_key)",
    keyType: "text",
    org: "t.org_id",
    place: "t.idempotency_key",
    ref: ({ org_id, place }) => answerRef(org_id, place),
  },
];

/** Throws a StackError where the database has a column of ciphertexts that is not named above: it would be left behind. */
export async function refuseUnknownColumns(sql: ISql): Promise<void> {
  const found = await sql<{ table: string; column: string }[]>`
    select n.nspname || '.' || c.relname as table, a.attname as column
    from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
    join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('public', 'private')
    where a.attname ~ '_enc$' and not a.attisdropped`;
  const unknown = found.find(({ table, column }) =>
    !closedColumns.some((known) => known.table === table && known.column === column)
  );
  if (unknown !== undefined) {
    throw new StackError(
      `${unknown.table}.${unknown.column} is not known to rotate-keys: nothing was rotated.`,
    );
  }
}
