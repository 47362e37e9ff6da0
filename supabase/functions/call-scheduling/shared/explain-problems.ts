import type * as z from "zod";
import type { FieldProblem } from "../../_shared/platform/errors.ts";
import { storableText } from "../../_shared/platform/storable-text.ts";

const most = 50;

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
      message: "is not taken here",
    }));
  }
  if (issue.code === "invalid_type") {
    const missing = issue.message.endsWith("received undefined");
    return [{ field, message: missing ? "is required" : `must be of type ${issue.expected}` }];
  }
  return [{ field, message: issue.message }];
}
