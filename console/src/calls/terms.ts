import type { components } from "../api/types.ts";
import { textOf } from "../lib/sending.ts";

export type Purpose = NonNullable<components["schemas"]["NewCallSchedule"]["purpose"]>;
export const purposes = [
  "service",
  "health_reminder",
  "survey",
  "marketing",
  "collection",
  "emergency",
] as const satisfies readonly Purpose[];

export function isPurpose(word: string): word is Purpose {
  return purposes.some((one) => one === word);
}

/** What the API takes where nothing is said: in a form the field is empty then, and says in words what that means. */
export const usualTopic = "follow_up";

/** As it stands in the field of a form. */
export function writtenTopic(topic: string | undefined): string {
  return topic === undefined || topic === usualTopic ? "" : topic;
}

/** Those that are offered; any other can be typed. */
export const languages = [
  "en-IN",
  "hi-IN",
  "bn-IN",
  "ta-IN",
  "te-IN",
  "mr-IN",
  "gu-IN",
  "kn-IN",
  "en-US",
  "en-GB",
  "es-US",
] as const;

/** What rules and campaigns say of their calls. */
export interface Terms {
  agent_id: string;
  purpose?: Purpose;
  call_topic?: string;
  call_language?: string;
}

/** As `TermsFields` asks for them. */
export function readTerms(form: FormData): Terms {
  const purpose = purposes.find((one) => one === textOf(form, "purpose"));
  const language = textOf(form, "call_language");
  return {
    agent_id: textOf(form, "agent_id") ?? "",
    ...(purpose !== undefined && { purpose }),
    call_topic: textOf(form, "call_topic") ?? usualTopic,
    ...(language !== undefined && { call_language: language }),
  };
}
