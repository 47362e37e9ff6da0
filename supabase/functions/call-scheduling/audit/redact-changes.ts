import { redactText } from "../../_shared/platform/redact-text.ts";

/** What looks like a number in a sentence is taken out of what the trail tells, however deep it stands. */
export function redactChanges(changes: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(changes).map(([column, value]) => [column, redact(value)]));
}

/** Ids, times and what else has no blank in it are no sentences; it is hidden where it is a number and nothing else. */
function redact(value: unknown): unknown {
  if (typeof value === "string") {
    return isSentence(value) || isNumber(value) ? redactText(value, 10_000) : value;
  }
  if (Array.isArray(value)) return value.map(redact);
  return typeof value === "object" && value !== null ? redactChanges({ ...value }) : value;
}

function isSentence(value: string): boolean {
  return /\s/.test(value);
}

/** Digits as people group them without a blank; a date is none. */
function isNumber(value: string): boolean {
  return /^[+(]?\d(?:[()-]{0,2}\d){6,14}$/.test(value) && !/^\d{4}-\d\d-\d\d$/.test(value);
}
