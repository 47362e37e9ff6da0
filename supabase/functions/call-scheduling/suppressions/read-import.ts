import { type Code, codes } from "../../_shared/platform/codes.ts";
import type { FieldCode } from "../../_shared/platform/field-problem.ts";
import { parsePhone } from "../../_shared/phone/phone.ts";
import { nameColumns } from "../shared/csv-columns.ts";
import { readCsv } from "../shared/read-csv.ts";
import { cutText } from "../../_shared/platform/storable-text.ts";
import { isVisible, removeTurning } from "../../_shared/platform/visible-text.ts";

/** A row that is not taken, and why. */
export type Rejection = { line: number; field: string; code: FieldCode; reason: string };
export type ImportRow = {
  e164: string;
  scope: Code<"suppression_scope">;
  reason: string;
  /** Of a registry's file: a number that is in it is listed unless it says otherwise. */
  listed: boolean;
};

/** A registry's name, such as US-DNC: the same in the database. */
export const registryName = /^[A-Z]{2}(-[A-Z0-9]{1,20}){1,3}$/;

/** With a header. */
const mostRecords = 50_001;
const noReason = "Imported list";
const columns = {
  contact_phone: ["contact_phone", "phone", "phone_number", "number", "mobile", "telephone", "tel"],
  contact_country: ["contact_country", "country"],
  scope: ["scope"],
  reason: ["reason", "note"],
  listed: ["listed", "is_listed"],
} as const;
const yes = ["true", "yes", "y", "1", "listed"];
const no = ["false", "no", "n", "0", "not listed"];

/**
 * The rows of a file with the columns contact_phone, and where it has them contact_country, scope (all or marketing), reason
 * and listed; or with numbers alone. `country`: whose national formats are read where a row does not say.
 */
export function readImport(bytes: ArrayBuffer, country: string | undefined) {
  const rows: ImportRow[] = [];
  const rejected: Rejection[] = [];
  for (const record of nameColumns(readCsv(bytes, { mostRecords }).records, columns, "contact_phone")) {
    const { line, read } = record;
    const reject = (field: string, code: FieldCode, why: string) =>
      void rejected.push({ line, field, code, reason: why });
    const phone = parsePhone(read("contact_phone"), {
      country: read("contact_country") || country,
      anyKind: true,
    });
    const scope = read("scope").toLowerCase() || "all";
    const knownScope = codes.suppression_scope.find((known) => known === scope);
    const says = read("listed").toLowerCase() || "true";
    if (!phone.ok) reject(`contact_${phone.field}`, phone.code, phone.message);
    else if (knownScope === undefined || knownScope === "topic") {
      reject("scope", "not_a_choice", "must be all or marketing");
    } else if (!yes.includes(says) && !no.includes(says)) {
      reject("listed", "not_a_choice", "must be true or false");
    } else {
      rows.push({
        e164: phone.e164,
        scope: knownScope,
        reason: cleanReason(read("reason")),
        listed: yes.includes(says),
      });
    }
  }
  return { rows, rejected };
}

/** What cannot be stored of a reason is left out: a number is not let through for it. */
function cleanReason(text: string): string {
  const clean = removeTurning(text.toWellFormed()).replaceAll(/\p{Cc}+/gu, " ");
  return isVisible(clean) ? cutText(clean, 500) : noReason;
}
