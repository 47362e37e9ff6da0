/** Seven or more digits, however they are grouped: what a phone number looks like inside a sentence. */
const phoneLike = /\+?\d(?:[\s().-]?\d){6,}/g;

/**
 * Makes a text from outside fit to be stored and logged: phone numbers become `[number]`, control
 * characters a space, and no more than `maxLength` characters are kept.
 */
export function redactText(text: string, maxLength = 500): string {
  const printable = text.replace(/\p{Cc}+/gu, " ").trim();
  return printable.replace(phoneLike, "[number]").slice(0, maxLength);
}
