import { storableText } from "./storable-text.ts";

/** A date with its time of day, as the judge, Postgres and Bolna write it. No number has a colon in it. */
const moment =
  /(?:19|20)\d\d-[01]\d-[0-3]\d[T ][0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(?:Z|[+-][01]\d(?::?[0-5]\d)?)?/;

/** What people and machines write between the digits of a number, two or three of them at most: "(415) 555 - 2671". */
const between = /[\s().\-−/_·•\p{Pd}\p{Cf}]{0,3}/u;

/** Seven or more digits of any script, however they are grouped: what a phone number looks like inside a sentence. */
const phone = new RegExp(`[+＋]?\\p{Nd}(?:${between.source}\\p{Nd}){6,}`, "u");

/** Digits behind a moment make all of it a number's, unless they are another moment's; those before it have made it one already. */
const momentOrPhone = new RegExp(
  `(${moment.source})(?!${between.source}(?!${moment.source})\\p{Nd}|:\\d)|${phone.source}`,
  "gu",
);

/** Longer than any sentence that is kept: what stands behind it is not even searched for numbers. */
const longest = 10_000;

/**
 * Makes a text from outside fit to be stored and logged on one line: phone numbers become `[number]`, control
 * characters a space, and no more than `most` characters are kept. A date with its time of day stays.
 */
export function redactText(text: string, most = 500): string {
  const line = storableText(text.replace(/\p{Cc}+/gu, " "), longest).trim();
  return storableText(line.replace(momentOrPhone, (_, kept?: string) => kept ?? "[number]"), most);
}
