import { language, texts } from "../texts/texts.ts";

/** The server's sentence where there is none of ours for its code: it speaks English, and to others this page is older than it. */
export function saidByServer(sentence: string | null): string | null {
  return sentence === null || language.value === "en" ? sentence : texts.value.reasons.newer;
}

/** More than our words say, for whoever reads it. */
export function inEnglishOnly(sentence: string | null): string | null {
  return language.value === "en" ? sentence : null;
}
