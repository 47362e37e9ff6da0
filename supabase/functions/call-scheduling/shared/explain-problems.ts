import * as z from "zod";
import { fieldCodes, type FieldProblem } from "../../_shared/platform/field-problem.ts";
import { storableText } from "../../_shared/platform/storable-text.ts";

const most = 50;

/** The sentence of a field that was not sent; of a word out of a few zod says nothing else by which that could be known. */
export const isRequired = "is required";

/** A sentence of our own about a field, as a schema's `error`; one that was not sent stays what it is: required. */
export const ofWhatWasSent = (sentence: string) => ({ input }: { input?: unknown }) =>
  input === undefined ? undefined : sentence;

/** What a schema found wrong, the first statement of each field. Says nothing of the values that were sent. */
export function explainProblems({ issues }: z.core.$ZodError): FieldProblem[] {
  const problems = new Map<string, FieldProblem>();
  for (const problem of issues.flatMap(explain)) {
    if (!problems.has(problem.field)) problems.set(problem.field, problem);
  }
  return [...problems.values()].slice(0, most);
}

function explain(issue: z.core.$ZodIssue): FieldProblem[] {
  const field = issue.path.join(".") || "body";
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      field: [...issue.path, storableText(key, 100)].join("."),
      code: "not_taken",
      message: "is not taken here",
    }));
  }
  if (issue.code === "invalid_type") {
    const missing = issue.message.endsWith("received undefined");
    if (missing) return [{ field, code: "required", message: isRequired }];
    const code = issue.expected === "int" ? "not_whole" : "wrong_type";
    return [{ field, code, message: `must be of type ${issue.expected}` }];
  }
  return [{ field, ...judge(issue), message: issue.message }];
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
    case "invalid_value":
      return { code: issue.message === isRequired ? "required" : "not_a_choice" };
    case "invalid_union":
      return { code: "not_a_choice" };
    default:
      return { code: "not_right" };
  }
}

function ofKind<Code>(codes: { string: Code; array: Code }, origin: string): Code | undefined {
  return origin === "string" || origin === "array" ? codes[origin] : undefined;
}
