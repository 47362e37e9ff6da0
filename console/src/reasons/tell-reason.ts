import type { Decision } from "../api/types.ts";
import { texts } from "../texts/texts.ts";
import { isKnown } from "./is-known.ts";
import { saidByServer } from "./said-by-server.ts";
import type { ReasonCode } from "./words.ts";
import { factsOf, type Told } from "./reason-facts.ts";

/** Why, in our words by its code; one without a code is what a person wrote, and stands as it is. */
export function tellReason(
  code: ReasonCode | string | null,
  sentence: string | null,
  told: Told,
): string | null {
  const { codes } = texts.value.reasons;
  if (code === null) return sentence;
  return isKnown(code, codes) ? codes[code](factsOf(told)) : saidByServer(sentence);
}

export function tellDecision(decision: Decision, zone: string): string {
  const { code, sentence, data, until, purpose, jurisdictions } = decision;
  return tellReason(code, sentence, { data, until, purpose, jurisdictions, zone }) ?? "";
}

/** The same of a list of words with a text of ours for each. */
export function tellWord(
  words: Record<string, string>,
  code: string | null,
  sentence: string | null,
): string | null {
  if (code === null) return sentence;
  return isKnown(code, words) ? words[code] ?? null : saidByServer(sentence);
}
