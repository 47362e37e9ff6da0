import type { FieldCode } from "../../_shared/platform/field-problem.ts";

/** What a check of a schema says of a field that fails it: by its code, in words, and how much it may be at most or at least. */
export function fault(code: FieldCode, message: string, limit?: number) {
  return { message, params: { code, ...(limit !== undefined && { limit }) } };
}
