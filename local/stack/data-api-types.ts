/** How values travel between the Data API and Postgres where @supabase/lite and PostgREST differ. */
export const dataApiTypes = {
  // The library encodes an argument of a function once itself; its own serializer here would do it again, and the
  // function would see a JSON string in place of an object.
  json: { to: 114, from: [114], serialize: toJsonText, parse: parseJson },
  jsonb: { to: 3802, from: [3802], serialize: toJsonText, parse: parseJson },
  // Filters come as text; the driver's own serializer makes `f` of "true".
  bool: { to: 16, from: [16], serialize: String, parse: (text: string) => text === "t" },
  // As Postgres itself writes them into JSON: 2026-01-01T04:30:00.5+00:00.
  timestamptz: { to: 1184, from: [1184], serialize: asIs, parse: toIsoText },
  timestamp: { to: 1114, from: [1114], serialize: asIs, parse: toIsoText },
  numeric: { to: 1700, from: [1700], serialize: String, parse: parseNumeric },
};

function toJsonText(value: unknown): string {
  return typeof value === "string" && isJson(value) ? value : JSON.stringify(value);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function parseJson(text: string): unknown {
  return JSON.parse(text);
}

function asIs(value: unknown): unknown {
  return value;
}

function toIsoText(text: string): string {
  return text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00");
}

function parseNumeric(text: string): number | string {
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}
