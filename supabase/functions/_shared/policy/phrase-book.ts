import ar from "./phrases/ar.json" with { type: "json" };
import de from "./phrases/de.json" with { type: "json" };
import en from "./phrases/en.json" with { type: "json" };
import es from "./phrases/es.json" with { type: "json" };
import fr from "./phrases/fr.json" with { type: "json" };
import hiLatn from "./phrases/hi-Latn.json" with { type: "json" };
import hi from "./phrases/hi.json" with { type: "json" };
import pt from "./phrases/pt.json" with { type: "json" };
import { expandPattern } from "./expand-pattern.ts";
import { normaliseSpeech } from "./normalise-speech.ts";

/** What people say in one language, as data: patterns of `expandPattern`. Seeds of ours, for a native speaker to review. */
export interface Phrases {
  /** Not to be called again, for anything. */
  opt_out: string[];
  /** Not to be called with offers. */
  opt_out_marketing: string[];
  wrong_number: string[];
  /** Not now, but at another time. */
  call_later: string[];
  /** Hold one of those above, and do not mean it. */
  not: string[];
  /** Count only as all that is said, beside fillers. */
  whole: string[];
  fillers: string[];
  /** Behind one of those above: when not to call, so that another time is meant. */
  later: string[];
  /** The same where a language says it before. */
  later_before: string[];
}

/** What a phrase of the list stands for. */
export type Meaning = "opt_out" | "opt_out_marketing" | "wrong_number" | "call_later" | "not";
export type Phrase = { words: string[]; meaning: Meaning };

export interface PhraseBook {
  /** By their first word; the longest first. */
  phrases: ReadonlyMap<string, readonly Phrase[]>;
  whole: ReadonlySet<string>;
  fillers: ReadonlySet<string>;
  later: readonly string[];
  laterBefore: readonly string[];
}

/** Hindi is spoken with English words and in English letters, and English in India with Hindi. */
const spokenWith: Readonly<Record<string, readonly Phrases[]>> = {
  ar: [ar],
  de: [de],
  es: [es],
  fr: [fr],
  hi: [hi, hiLatn],
  pt: [pt],
};
const books = new Map<Phrases, PhraseBook>();

/** The books of a call's language (a tag such as `es-MX`), English last. Made at their first use and kept. */
export function phraseBooksOf(language: string): PhraseBook[] {
  const [base = "", ...rest] = language.toLowerCase().split("-");
  const spoken = base === "en" && rest.includes("in") ? spokenWith.hi : spokenWith[base];
  return [...spoken ?? [], en].map((phrases) => {
    const book = books.get(phrases) ?? makeBook(phrases);
    books.set(phrases, book);
    return book;
  });
}

function expand(patterns: string[]): string[] {
  return [...new Set(patterns.flatMap(expandPattern).map(normaliseSpeech))];
}

function makeBook(phrases: Phrases): PhraseBook {
  const meanings: Meaning[] = ["opt_out", "opt_out_marketing", "wrong_number", "call_later", "not"];
  const all = meanings.flatMap((meaning) =>
    expand(phrases[meaning]).map((text): Phrase => ({ words: text.split(" "), meaning }))
  ).sort((one, other) => other.words.length - one.words.length);
  return {
    phrases: Map.groupBy(all, ({ words: [first = ""] }) => first),
    whole: new Set(expand(phrases.whole)),
    fillers: new Set(expand(phrases.fillers)),
    later: expand(phrases.later),
    laterBefore: expand(phrases.later_before),
  };
}
