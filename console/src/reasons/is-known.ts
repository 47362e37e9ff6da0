/** Whether a word that the server says is one of those that there is a text for. */
export function isKnown<Words extends object>(
  code: string,
  words: Words,
): code is Extract<keyof Words, string> {
  return Object.hasOwn(words, code);
}
