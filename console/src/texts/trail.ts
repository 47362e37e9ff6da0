import { computed } from "@preact/signals";
import { translatedParts } from "./parts.ts";
import { trailEn } from "./trail.en.ts";

/** The words of the trail and of Bolna, which come with the screens that show them. */
export const trailTexts = computed(() => translatedParts.value?.trail ?? trailEn);
