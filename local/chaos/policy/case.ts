import type { PolicyCall, PolicyOrganization, PolicyRows } from "../policy-rows.ts";
import type { LawBook } from "./law-book.ts";
import type { Place } from "./terms-of-call.ts";

/** A call, and everything that is known at a moment; decided here by nothing of the product's. */
export interface Case {
  call: PolicyCall;
  organization: PolicyOrganization;
  rows: PolicyRows;
  law: LawBook;
  place: Place;
  /** Did the call of an attempt ring at Bolna. */
  hasRung: (attemptId: string) => boolean;
  /** An admin answers for the organisation's own hours, gaps and caps. */
  isOverridden: boolean;
  /** The attempt that is being judged, if there is one: it does not count against itself. */
  attemptId: string | undefined;
}
