import { language } from "../texts/texts.ts";

/** "English (India)" of "en-IN", in the language that is chosen; what is no tag of a language stays as it is. */
export function sayLanguage(tag: string): string {
  try {
    return new Intl.DisplayNames(language.value, { type: "language", languageDisplay: "standard" }).of(tag) ??
      tag;
  } catch {
    return tag;
  }
}
