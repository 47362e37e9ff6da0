import { redactText } from "../../_shared/platform/redact-text.ts";

/** What looks like a number in a sentence is taken out of what the trail tells, however deep it stands. */
export function redactChanges(changes: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(changes).map(([column, value]) => [column, redact(value)]));
}

/** Ids, times and what else has no blank in it are no sentences. */
function redact(value: unknown): unknown {
  if (typeof value === "string") return /\s|^\+?\d{7,15}$/.test(value) ? redactSentence(value) : value;
  if (Array.isArray(value)) return value.map(redact);
  return typeof value === "object" && value !== null ? redactChanges({ ...value }) : value;
}

/** The judge's sentences begin with a wall clock (2026-11-30 00:05), whose digits would be taken for a number's. */
const wallClock = /(?<![\d+().-]\s?)(\d{4}-\d\d-\d\d \d\d:\d\d)(?!\s?[\d().-])/;

function redactSentence(text: string): string {
  return text.split(wallClock).map((part, index) => {
    if (index % 2 === 1) return part;
    const fit = redactText(part, 10_000);
    return `${/^\s/.test(part) ? " " : ""}${fit}${fit !== "" && /\s$/.test(part) ? " " : ""}`;
  }).join("").trim();
}
