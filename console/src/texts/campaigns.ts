import { computed } from "@preact/signals";
import { campaignsEn } from "./campaigns.en.ts";
import { translatedParts } from "./parts.ts";

/** The texts of that screen, which come with it. */
export const campaignTexts = computed(() => translatedParts.value?.campaigns ?? campaignsEn);
