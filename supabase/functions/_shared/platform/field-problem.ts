import { codes } from "./codes.ts";

/**
 * What can be wrong with one field of what was sent. Programs and other languages go by these words: the console has a sentence for
 * each (console/src/texts/reasons.en.ts), and does not compile while one is missing.
 */
export const fieldCodes = [
  // Its shape.
  "required",
  "empty",
  "wrong_type",
  "not_taken",
  "not_a_choice",
  "too_long",
  "too_small",
  "too_large",
  "too_few",
  "too_many",
  "not_whole",
  "unreadable",
  "bad_form",
  "not_an_id",
  "not_a_time",
  "not_a_time_of_day",
  "not_a_day",
  "not_a_zone",
  "not_a_language",
  "not_a_country",
  "not_a_property",
  "not_an_address",
  "address_private",
  // A number to call.
  "phone_missing",
  "phone_without_country",
  "phone_not_valid",
  "phone_extension",
  "phone_special",
  "phone_unread",
  "phone_error_value",
  "phone_below_zero",
  "phone_several",
  "phone_lost_digits",
  // When.
  "in_past",
  "in_future",
  "too_far",
  "too_early",
  "ends_too_soon",
  "range_too_long",
  "no_longer_bookable",
  // What belongs together, and whom and what it names.
  "nothing_sent",
  "needed_here",
  "not_needed_here",
  "one_of_two",
  "named_twice",
  "out_of_range",
  "agent_unusable",
  "contact_do_not_call",
  "number_do_not_call",
  "unknown",
  "nobody",
  "no_such_column",
  "row_too_wide",
  "contact_unreadable",
  "changed_meanwhile",
  "misconfigured",
  "not_right",
  // A rule of the calling policy.
  ...codes.loosening_problem,
] as const;
export type FieldCode = (typeof fieldCodes)[number];

/** A statement about one field of what was sent. */
export interface FieldProblem {
  field: string;
  code: FieldCode;
  /** The same as a sentence, or what one goes on with behind the field's name. */
  message: string;
  /** The most or the least that it may be, where the code speaks of one. */
  limit?: number;
}
