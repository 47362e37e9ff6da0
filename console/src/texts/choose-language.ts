import { batch } from "@preact/signals";
import { en } from "./en.ts";
import { translatedParts } from "./parts.ts";
import { type Language, language, texts } from "./texts.ts";

const storageKey = "console.language";

export function isLanguage(word: string | null): word is Language {
  return word === "en" || word === "hi";
}

/** The one that was chosen on this device, else the first of the browser's that there is. */
export async function readLanguage(): Promise<void> {
  const chosen = localStorage.getItem(storageKey);
  const wanted = isLanguage(chosen)
    ? chosen
    : navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? "en";
  await use(wanted);
}

export async function chooseLanguage(chosen: Language): Promise<void> {
  localStorage.setItem(storageKey, chosen);
  await use(chosen);
}

async function use(chosen: Language): Promise<void> {
  // English is in the page; another language comes when it is wanted.
  const other = chosen === "hi" ? await import("./hi.ts") : null;
  batch(() => {
    texts.value = other?.hi ?? en;
    translatedParts.value = other?.hiParts ?? null;
    language.value = chosen;
  });
  document.documentElement.lang = chosen;
}
