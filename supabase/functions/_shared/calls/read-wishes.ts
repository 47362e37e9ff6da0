import type { BolnaExecution } from "../bolna/client.ts";
import type { Code } from "../platform/codes.ts";
import { findOptOut } from "../policy/find-opt-out.ts";
import { type DispositionRule, readDisposition, usualRules } from "../policy/read-disposition.ts";
import type { Wish } from "../policy/wish.ts";

/** What a person asked for in a call, as `hear_wishes` keeps it. */
export type HeardWish = Omit<Wish, "needsReview"> & {
  source: Code<"suppression_source">;
  needs_review: boolean;
};

type Spoken = Pick<
  BolnaExecution,
  "transcript" | "extracted_data" | "call_language" | "answered_by_voice_mail"
>;

/**
 * What the person asked for, by the words of the transcript and by what was extracted from it; either is enough. A machine
 * that took the call asks for nothing. Of what was said only the wish is kept. `rules`: where the agent has it stand in what
 * was extracted, beside the usual places.
 */
export function readWishes(
  { transcript, extracted_data, call_language, answered_by_voice_mail }: Spoken,
  rules: readonly DispositionRule[] = [],
): HeardWish[] {
  if (answered_by_voice_mail === true) return [];
  const spoken = transcript === null ? undefined : findOptOut(transcript, call_language ?? "en-IN");
  return [
    ...(spoken ? [{ ...spoken, source: "transcript" as const }] : []),
    ...readDisposition(extracted_data, [...usualRules, ...rules]).map((wish) => ({
      ...wish,
      source: "extracted_data" as const,
    })),
  ].filter(({ action }) => action !== "call_later")
    .map(({ needsReview, ...wish }) => ({ ...wish, needs_review: needsReview }));
}
