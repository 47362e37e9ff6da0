import type { Code } from "../platform/codes.ts";

/** What the person in a call wants. */
export interface Wish {
  action: "opt_out" | "wrong_number" | "call_later";
  /** Of an opt-out: what the person is not to be called for. */
  scope: Code<"suppression_scope">;
  /** What it was known by: a phrase of the list, a path and its value. Never more of what was said. */
  evidence: string;
  /** It may have meant something else: a person should look. It counts until then. */
  needsReview: boolean;
}
