import { type Code, codes } from "../../platform/codes.ts";

/** What can come of an attempt that reaches the telephone network. All but `answered` are words of the retry policy. */
export const callOutcomes = codes.learnt_outcome;
export type CallOutcome = Code<"learnt_outcome">;

export interface OutcomeTerms {
  /** Of all attempts, 0 to 1. */
  share: number;
  /** How long one such attempt holds a line, from the request to its end. */
  holdSeconds: number;
}

/** What an organisation's attempts come to, on average. The shares add up to 1. */
export interface CallTerms {
  outcomes: Record<CallOutcome, OutcomeTerms>;
  /** Of a line in use, whatever comes of the call. */
  costCentsPerMinute: number;
  /** How many attempts this was learnt from: the fewer, the wider the range of cost. */
  attemptsSeen: number;
}

/** The mean time for which an attempt holds a line. */
export function meanHoldSeconds({ outcomes }: CallTerms): number {
  return callOutcomes.reduce(
    (sum, outcome) => sum + outcomes[outcome].share * outcomes[outcome].holdSeconds,
    0,
  );
}
