import { signal } from "@preact/signals";
import { en, type Texts } from "./en.ts";

export type { Texts } from "./en.ts";
export const languages = { en: "English", hi: "हिन्दी" } as const;
export type Language = keyof typeof languages;

/** The language that is chosen, and every text in it. */
export const language = signal<Language>("en");
export const texts = signal<Texts>(en);
