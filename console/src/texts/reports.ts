import { computed } from "@preact/signals";
import { reportsEn } from "./reports.en.ts";
import { translatedParts } from "./parts.ts";

/** The texts of that screen, which come with it. */
export const reportTexts = computed(() => translatedParts.value?.reports ?? reportsEn);
