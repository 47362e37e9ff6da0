import { formatMoment, formatNumber } from "../lib/format.ts";
import { texts } from "../texts/texts.ts";
import { nameField } from "./tell-field.ts";
import { tellReason, tellWord } from "./tell-reason.ts";

/** A column of the audit trail as a person knows it; one without a name of ours as the database calls it, in words. */
export function sayColumn(column: string): string {
  return nameField(column) ?? column.replaceAll("_", " ");
}

const moment = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d(:?\d\d)?)$/;

/** What stood or stands there: moments on the clock of that zone, states, purposes and reasons in their words; undefined: nothing. */
export function sayValue(column: string, value: unknown, zone: string): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "number") return formatNumber(value);
  if (typeof value === "boolean") return texts.value.common[value ? "yes" : "no"];
  if (typeof value !== "string") return JSON.stringify(value);
  if (moment.test(value) && !Number.isNaN(Date.parse(value))) {
    return formatMoment(value, zone);
  }
  if (/reason_code$/.test(column)) return tellReason(value, value, { zone }) ?? value;
  if (/purpose$/.test(column)) return tellWord(texts.value.purposes, value, value) ?? value;
  return column === "call_status" ? tellWord(texts.value.calls.statuses, value, value) ?? value : value;
}
