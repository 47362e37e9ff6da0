import type { FieldProblem } from "../api/problem.ts";
import { formatNumber } from "../lib/format.ts";
import { texts } from "../texts/texts.ts";
import { isKnown } from "./is-known.ts";
import { saidByServer } from "./said-by-server.ts";

type Said = Pick<FieldProblem, "message"> & Partial<Pick<FieldProblem, "code" | "limit">>;

/** What is wrong with a field, in words of ours by its code; one that is not known here yet as the server says it, in English. */
export function tellField({ code = null, message, limit = null }: Said): string {
  const { fields } = texts.value.reasons;
  return code !== null && isKnown(code, fields)
    ? fields[code](limit === null ? "" : formatNumber(limit))
    : saidByServer(message) ?? message;
}

/** What a person knows a field by: "Status" of `status.0`. Undefined where there is no name for it here. */
export function nameField(field: string): string | undefined {
  const { fieldNames } = texts.value.reasons;
  const [first = ""] = field.split(/[.[]/);
  return isKnown(first, fieldNames) ? fieldNames[first] : undefined;
}

/** Both, where the field is not beside it: "Status: This is not one of the choices." */
export function tellNamedField(problem: FieldProblem): string {
  const name = nameField(problem.field);
  return name === undefined ? tellField(problem) : `${name}: ${tellField(problem)}`;
}
