import type { Decision } from "../api/types.ts";
import { texts } from "../texts/texts.ts";
import { isKnown } from "./is-known.ts";
import type { ReasonCode } from "./words.ts";
import { factsOf, type Told } from "./reason-facts.ts";

/** Why, in our words by its code; a code that is not known here yet is said in the server's sentence. */
export function tellReason(
  code: ReasonCode | string | null,
  sentence: string | null,
  told: Told,
): string | null {
  const { codes } = texts.value.reasons;
  return code !== null && isKnown(code, codes) ? codes[code](factsOf(told)) : sentence;
}

export function tellDecision(decision: Decision, zone: string): string {
  const { code, sentence, data, until, purpose, jurisdictions } = decision;
  return tellReason(code, sentence, { data, until, purpose, jurisdictions, zone }) ?? sentence;
}

/** One of a list of words with a text of ours for each; else the server's sentence. */
export function tellWord(
  words: Record<string, string>,
  code: string | null,
  sentence: string | null,
): string | null {
  return code !== null && isKnown(code, words) ? words[code] ?? sentence : sentence;
}
