import * as z from "zod";
import { fieldCodes, type FieldProblem } from "../../_shared/platform/field-problem.ts";
import { storableText } from "../../_shared/platform/storable-text.ts";

const most = 50;

/** What a schema found wrong with what was sent, the first statement of each field. Says nothing of the values. */
export function explainProblems({ issues }: z.core.$ZodError, sent: unknown): FieldProblem[] {
  const problems = new Map<string, FieldProblem>();
  for (const problem of issues.flatMap((issue) => explain(issue, sent))) {
    if (!problems.has(problem.field)) problems.set(problem.field, problem);
  }
  return [...problems.values()].slice(0, most);
}

/** Found wrong as well where there is nothing at all. */
const ofNothing: readonly z.core.$ZodIssue["code"][] = ["invalid_type", "invalid_value", "invalid_union"];

function explain(issue: z.core.$ZodIssue, sent: unknown): FieldProblem[] {
  const field = issue.path.join(".") || "body";
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      field: [...issue.path, storableText(key, 100)].join("."),
      code: "not_taken",
      message: "is not taken here",
    }));
  }
  if (ofNothing.includes(issue.code) && isLeftOut(issue.path, sent)) {
    return [{ field, code: "required", message: "is required" }];
  }
  if (issue.code === "invalid_type") {
    return [{ field, ...judgeType(issue.expected, valueAt(issue.path, sent)) }];
  }
  if (issue.code === "invalid_value") {
    return [{ field, code: "not_a_choice", message: `must be one of ${issue.values.join(", ")}` }];
  }
  return [{ field, ...judge(issue), message: issue.message }];
}

/** Nothing was sent under that path. What was sent as one text and is read as several has no paths of its own, and was sent. */
function isLeftOut(path: readonly PropertyKey[], sent: unknown): boolean {
  return valueAt(path, sent) === undefined;
}

/** What was sent under that path; null where what it leads through holds nothing. */
function valueAt(path: readonly PropertyKey[], sent: unknown): unknown {
  let value = sent;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return null;
    value = Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
  }
  return value;
}

function judgeType(expected: string, value: unknown): Pick<FieldProblem, "code" | "message"> {
  if (expected === "int") return { code: "not_whole", message: "must be a whole number" };
  // A parameter of a query that is there twice comes as a list.
  const isSingle = expected === "string" || expected === "number" || expected === "boolean";
  if (isSingle && Array.isArray(value)) {
    return { code: "wrong_type", message: `must be one ${expected}, and not several` };
  }
  return { code: "wrong_type", message: `must be of type ${expected}` };
}

/** As `fault` has put it there. */
const told = z.object({ code: z.enum(fieldCodes), limit: z.number().optional() });

function judge(issue: z.core.$ZodIssue): Pick<FieldProblem, "code" | "limit"> {
  switch (issue.code) {
    case "custom": {
      const given = told.safeParse(issue.params);
      return given.success ? given.data : { code: "not_right" };
    }
    case "too_big": {
      const code = { string: "too_long", array: "too_many" } as const;
      return { code: ofKind(code, issue.origin) ?? "too_large", limit: Number(issue.maximum) };
    }
    case "too_small": {
      const code = { string: "empty", array: "too_few" } as const;
      return { code: ofKind(code, issue.origin) ?? "too_small", limit: Number(issue.minimum) };
    }
    case "invalid_format":
      return { code: issue.format === "guid" ? "not_an_id" : "bad_form" };
    case "invalid_union":
      return { code: "not_a_choice" };
    default:
      return { code: "not_right" };
  }
}

function ofKind<Code>(codes: { string: Code; array: Code }, origin: string): Code | undefined {
  return origin === "string" || origin === "array" ? codes[origin] : undefined;
}
