import type { Code } from "../platform/codes.ts";
import type { Wish } from "./wish.ts";

/** What a value found at a path says. */
export type Disposition = Code<"disposition">;
/** `path`: keys with dots between them behind `$.`; `*` is any key. Values are compared as small letters. */
export interface DispositionRule {
  path: string;
  values: Readonly<Record<string, Disposition>>;
}

const objective: DispositionRule["values"] = {
  no: "none",
  this_topic: "opt_out_topic",
  all_marketing: "opt_out_marketing",
  all_calls: "opt_out_all",
  wrong_number: "wrong_number",
  call_later: "call_later",
  true: "opt_out_all",
  yes: "opt_out_all",
};

/** Bolna's two shapes of an extraction `opt_out`, as docs/operating.md has it set up, and a plain flag. */
export const usualRules: readonly DispositionRule[] = [
  { path: "$.*.opt_out.objective", values: objective },
  { path: "$.opt_out", values: objective },
  { path: "$.do_not_call", values: objective },
];

/**
 * What was extracted from a call says that the person asked for: one wish for each rule that finds one. Where the extraction
 * itself is unsure (`confidence_label` Low beside the value), an opt-out is of marketing alone, and for a person to look at.
 */
export function readDisposition(extracted: unknown, rules: readonly DispositionRule[] = usualRules): Wish[] {
  return rules.flatMap(({ path, values }) =>
    find(extracted, path.split(".").slice(1)).flatMap(({ value, beside }) => {
      const said = typeof value === "string" || typeof value === "boolean" || typeof value === "number"
        ? String(value).trim().toLowerCase()
        : "";
      const disposition = Object.hasOwn(values, said) ? values[said] : undefined;
      if (disposition === undefined || disposition === "none") return [];
      return [toWish(disposition, `${path} is ${said}`, isUnsure(beside))];
    })
  );
}

type Found = { value: unknown; beside: object };

function find(from: unknown, keys: readonly string[]): Found[] {
  const [key, ...rest] = keys;
  if (typeof from !== "object" || from === null || key === undefined) return [];
  const entries = Object.entries(from).filter(([name]) => key === "*" || name === key).slice(0, 100);
  return entries.flatMap(([, value]) => rest.length === 0 ? [{ value, beside: from }] : find(value, rest));
}

function isUnsure(beside: object): boolean {
  return "confidence_label" in beside && String(beside.confidence_label).trim().toLowerCase() === "low";
}

function toWish(disposition: Exclude<Disposition, "none">, evidence: string, isUnsure: boolean): Wish {
  switch (disposition) {
    case "wrong_number":
    case "call_later":
      return { action: disposition, scope: "all", evidence, needsReview: isUnsure };
    case "opt_out_topic":
      return { action: "opt_out", scope: "topic", evidence, needsReview: isUnsure };
    default: {
      const scope = disposition === "opt_out_all" && !isUnsure ? "all" : "marketing";
      return { action: "opt_out", scope, evidence, needsReview: isUnsure };
    }
  }
}
