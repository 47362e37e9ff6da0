import { computed } from "@preact/signals";
import { settingsEn } from "./settings.en.ts";
import { translatedParts } from "./parts.ts";

/** The texts of that screen, which come with it. */
export const settingsTexts = computed(() => translatedParts.value?.settings ?? settingsEn);
