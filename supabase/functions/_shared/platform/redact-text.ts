import { storableText } from "./storable-text.ts";

/** Seven or more digits, however they are grouped: what a phone number looks like inside a sentence. */
const phoneLike = /\+?\d(?:[\s().-]?\d){6,}/g;

/** Longer than any sentence that is kept: what stands behind it is not even searched for numbers. */
const longest = 10_000;

/**
 * Makes a text from outside fit to be stored and logged on one line: phone numbers become `[number]`, control
 * characters a space, and no more than `most` characters are kept.
 */
export function redactText(text: string, most = 500): string {
  const line = storableText(text.replace(/\p{Cc}+/gu, " "), longest).trim();
  return storableText(line.replace(phoneLike, "[number]"), most);
}
