import { computed } from "@preact/signals";
import { contactsEn } from "./contacts.en.ts";
import { translatedParts } from "./parts.ts";

/** The texts of that screen, which come with it. */
export const contactTexts = computed(() => translatedParts.value?.contacts ?? contactsEn);
