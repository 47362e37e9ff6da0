import { computed } from "@preact/signals";
import { callsEn } from "./calls.en.ts";
import { translatedParts } from "./parts.ts";
import { texts } from "./texts.ts";

/** The texts of calls: those that come with their screen, and the few that the first page has. */
export const callTexts = computed(() => ({
  ...texts.value.calls,
  ...(translatedParts.value?.calls ?? callsEn),
}));
