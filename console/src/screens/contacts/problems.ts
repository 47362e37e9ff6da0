import type { components } from "../../api/types.ts";

export type Contact = components["schemas"]["Contact"];
export type ContactProblem = Contact["problems"][number];

/** In the order in which they are worth mending. */
export const contactProblems = [
  "phone_missing",
  "phone_invalid",
  "phone_shared",
  "checkup_missing",
  "checkup_unreadable",
  "checkup_in_future",
  "do_not_call",
  "phone_special",
  "broken",
] as const satisfies readonly ContactProblem[];

export function isContactProblem(word: string): word is ContactProblem {
  return contactProblems.some((one) => one === word);
}
