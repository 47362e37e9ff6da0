import { normaliseSpeech } from "./normalise-speech.ts";
import { type Meaning, type PhraseBook, phraseBooksOf } from "./phrase-book.ts";
import { readUserTurns } from "./read-user-turns.ts";
import type { Wish } from "./wish.ts";

/**
 * What the person in a call asked for, by the words of `transcript` (Bolna's: lines that begin with `user:` or `assistant:`) and
 * the phrases of the call's language and of English. Undefined: nothing of the kind. The strongest wish counts, wherever it
 * was said: who asks not to be called is not called, whatever came after.
 *
 * @example findOptOut("assistant: Hello!\nuser: Please don't call me again.", "en-GB")
 * // { action: "opt_out", scope: "all", evidence: "do not call me again", needsReview: false }
 */
export function findOptOut(transcript: string, language: string): Wish | undefined {
  const books = phraseBooksOf(language);
  const wishes = readUserTurns(transcript).map(normaliseSpeech).flatMap((said) =>
    books.flatMap((book) => readWishes(said, book))
  );
  return wishes.sort((one, other) => strengthOf(other) - strengthOf(one))[0];
}

function strengthOf({ action, scope, needsReview }: Wish): number {
  const strengths = { opt_out: 4, wrong_number: 2, call_later: 0 };
  return strengths[action] + (scope === "all" ? 1 : 0) - (needsReview ? 0.5 : 0);
}

/** The phrases in what was said, each at the longest that fits. */
function readWishes(said: string, book: PhraseBook): Wish[] {
  const words = said.split(" ");
  const bare = words.filter((word) => !book.fillers.has(word)).join(" ");
  if (book.whole.has(bare)) return [{ ...toWish("opt_out", bare), needsReview: true }];
  const wishes: Wish[] = [];
  for (let at = 0; at < words.length; at++) {
    const fits = book.phrases.get(words[at] ?? "")?.find(({ words: wanted }) =>
      wanted.every((word, index) => words[at + index] === word)
    );
    if (!fits) continue;
    const end = at + fits.words.length;
    if (fits.meaning !== "not") {
      const isTime = saysWhen(book, words.slice(0, at).join(" "), words.slice(end).join(" "));
      wishes.push(toWish(isTime ? "call_later" : fits.meaning, fits.words.join(" ")));
    }
    at = end - 1;
  }
  return wishes;
}

/** Beside the phrase stands a time: that is when not to call. */
function saysWhen({ later, laterBefore }: PhraseBook, before: string, after: string): boolean {
  return later.some((words) => `${after} `.startsWith(`${words} `)) ||
    laterBefore.some((words) => ` ${before}`.endsWith(` ${words}`));
}

function toWish(meaning: Exclude<Meaning, "not">, phrase: string): Wish {
  const action = meaning === "opt_out_marketing" ? "opt_out" : meaning;
  return {
    action,
    scope: meaning === "opt_out_marketing" ? "marketing" : "all",
    evidence: phrase,
    needsReview: false,
  };
}
