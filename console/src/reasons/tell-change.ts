import { organizationZone } from "../auth/organizations.ts";
import { purposes } from "../calls/terms.ts";
import { formatMoment, formatNumber } from "../lib/format.ts";
import { texts } from "../texts/texts.ts";
import { nameField } from "./tell-field.ts";
import { tellReason } from "./tell-reason.ts";

/** A column of the audit trail as a person knows it; one without a name of ours as the database calls it, in words. */
export function sayColumn(column: string): string {
  return nameField(column) ?? column.replaceAll("_", " ");
}

const moment = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d(:?\d\d)?)$/;

/** What stood or stands there: moments on the organisation's clock, states, purposes and reasons in their words; undefined: nothing. */
export function sayValue(column: string, value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "number") return formatNumber(value);
  if (typeof value === "boolean") return texts.value.common[value ? "yes" : "no"];
  if (typeof value !== "string") return JSON.stringify(value);
  if (moment.test(value) && !Number.isNaN(Date.parse(value))) {
    return formatMoment(value, organizationZone.value);
  }
  if (/reason_code$/.test(column)) return tellReason(value, value, { zone: organizationZone.value }) ?? value;
  const purpose = purposes.find((one) => one === value);
  if (/purpose$/.test(column) && purpose !== undefined) return texts.value.purposes[purpose];
  const { statuses } = texts.value.calls;
  const status = Object.entries(statuses).find(([word]) => word === value)?.[1];
  return column === "call_status" && status !== undefined ? status : value;
}
