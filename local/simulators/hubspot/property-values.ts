import type { PropertyDefinition } from "./property-definitions.ts";

/** The value as HubSpot keeps and shows it, or why it is refused, with HubSpot's code. */
export type CheckedValue = { value: string } | { error: string; message: string };

const dayMs = 86_400_000;
const maxLength = 65_536;

/** Checks a value that is not empty against the property's type. Dates come out as `YYYY-MM-DD`, times as `…Z`. */
export function checkValue(property: PropertyDefinition, value: string): CheckedValue {
  switch (property.type) {
    case "date":
      return checkDate(value);
    case "datetime":
      return checkTime(value);
    case "number":
      if (value.trim() !== "" && Number.isFinite(Number(value))) return { value };
      return { error: "INVALID_INTEGER", message: `${value} was not a valid number.` };
    case "bool":
      return checkOption(["true", "false"], value.toLowerCase());
    case "enumeration":
      return checkEnumeration(property, value);
    default:
      return checkText(property, value);
  }
}

/** Milliseconds since 1970 of a value as it is kept. */
export function readTime(value: string): number {
  return /^-?\d+$/.test(value) ? Number(value) : Date.parse(value);
}

function checkDate(value: string): CheckedValue {
  const ms = readTime(value);
  if (!isTime(ms)) return { error: "INVALID_DATE", message: `${value} was not a valid date.` };
  const text = new Date(ms).toISOString();
  // Date.parse takes 2026-02-30 for the second of March.
  if (/^\d{4}-/.test(value) && !text.startsWith(value.slice(0, 10))) {
    return { error: "INVALID_DATE", message: `${value} was not a valid date.` };
  }
  if (ms % dayMs !== 0) {
    const [hours, minutes, seconds] = text.slice(11, 19).split(":").map(Number);
    const at = `${hours}:${minutes}:${seconds}.${ms - Math.floor(ms / 1000) * 1000}`;
    return { error: "INVALID_DATE", message: `${ms} is at ${at} UTC, not midnight!` };
  }
  return { value: text.slice(0, 10) };
}

function checkTime(value: string): CheckedValue {
  const ms = readTime(value);
  // Without an offset the text would mean another instant on every machine.
  const known = /^-?\d+$/.test(value) || /^\d{4}-\d{2}-\d{2}($|T.*(Z|[+-]\d{2}:?\d{2})$)/.test(value);
  if (known && isTime(ms)) return { value: new Date(ms).toISOString() };
  return { error: "INVALID_DATE", message: `${value} was not a valid long.` };
}

function isTime(ms: number): boolean {
  return Math.abs(ms) <= 8.64e15;
}

function checkEnumeration({ options, fieldType }: PropertyDefinition, value: string): CheckedValue {
  // Options that live elsewhere (owners) are not known here.
  if (options.length === 0) return { value };
  const allowed = options.map((option) => option.value);
  const chosen = fieldType === "checkbox" ? value.split(";") : [value];
  const wrong = chosen.find((one) => !allowed.includes(one));
  return wrong === undefined ? { value } : checkOption(allowed, wrong);
}

function checkOption(allowed: string[], value: string): CheckedValue {
  if (allowed.includes(value)) return { value };
  const message = `${value} was not one of the allowed options: [${allowed.slice(0, 20).join(", ")}]`;
  return { error: "INVALID_OPTION", message };
}

function checkText({ name }: PropertyDefinition, value: string): CheckedValue {
  if (value.length > maxLength) {
    return { error: "VALUE_TOO_LONG", message: `${name} has more than ${maxLength} characters.` };
  }
  if (name === "email" && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value)) {
    return { error: "INVALID_EMAIL", message: `Email address ${value} is invalid` };
  }
  return { value };
}
