import { Buffer } from "node:buffer";

/** A number that JavaScript would write otherwise, as it was written: 1.50, 9007199254740993. */
class WrittenNumber {
  constructor(readonly text: string) {}

  /** Written out again as it was. */
  toJSON(): unknown {
    const rawJson: unknown = Reflect.get(JSON, "rawJSON");
    return typeof rawJson === "function" ? rawJson(this.text) : Number(this.text);
  }
}

const mayBeWrittenOtherwise = /\d[.eE]|\d{16}/;

/** Parses JSON for `canonicalJson`, to which a number is what was written. */
export function parseWrittenJson(text: string): unknown {
  if (!mayBeWrittenOtherwise.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key: string, value: unknown, context?: { source: string }) => {
    if (typeof value !== "number" || context === undefined) return value;
    return context.source === String(value) ? value : new WrittenNumber(context.source);
  });
}

/**
 * A value as text that goes by the value alone and not by how anybody prints JSON: what private.canonical_json writes.
 *
 * @example canonicalJson({ b: [1, null], a: "é" }) // {1:as2:é1:b[n1;z]}
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === "string") return `s${lengthOf(value)}:${value}`;
  if (typeof value === "number") return `n${value};`;
  if (value instanceof WrittenNumber) return `n${value.text};`;
  if (typeof value === "boolean") return value ? "t" : "f";
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join("")}]`;
  if (typeof value === "object" && value !== null) return `{${canonicalEntries(Object.entries(value))}}`;
  return "z";
}

/** Keys and values in the order of the keys' bytes. */
export function canonicalEntries(entries: readonly [string, unknown][]): string {
  return entries.toSorted(([one], [other]) => compareBytes(one, other))
    .map(([key, value]) => `${lengthOf(key)}:${key}${canonicalJson(value)}`).join("");
}

/** The length in bytes of UTF-8. */
export function lengthOf(text: string): number {
  return Buffer.byteLength(text);
}

/** JavaScript compares halves of surrogate pairs, which are not in the order of their characters. */
function compareBytes(one: string, other: string): number {
  // deno-lint-ignore no-control-regex
  const isPlain = /^[\x00-\x7f]*$/;
  if (isPlain.test(one) && isPlain.test(other)) return one < other ? -1 : one > other ? 1 : 0;
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
