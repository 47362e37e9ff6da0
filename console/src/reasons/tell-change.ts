import { formatMoment, formatNumber } from "../lib/format.ts";
import { language, texts } from "../texts/texts.ts";
import { isKnown } from "./is-known.ts";
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
  const words = wordsOf(column);
  return words !== undefined && isKnown(value, words) ? words[value] ?? value : value;
}

/** The words of a closed list that stands in that column. */
function wordsOf(column: string): Record<string, string> | undefined {
  const t = texts.value;
  switch (column) {
    case "call_status":
      return t.calls.statuses;
    case "state":
      return t.reasons.stands;
    case "outcome":
      return { ...t.reasons.stands, ...t.calls.outcomes };
    case "trigger":
      return t.calls.triggers;
    case "role":
      return t.account.roles;
  }
}

/**
 * What the server wrote in its own words beside a code that says the same: it speaks English, and others read the code's words. What a
 * person wrote has no such code, or says that it is theirs. `value`: of a column that changed.
 */
export function isServersEnglish(column: string, value: (column: string) => unknown): boolean {
  if (language.value === "en") return false;
  if (column === "state_detail") return true;
  if (!/reason$/.test(column)) return false;
  const code = value(`${column}_code`) ?? value(column.replace(/_reason$/, "_code"));
  return typeof code === "string" && code !== "by_user";
}
