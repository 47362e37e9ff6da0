/** Control characters but tab and newline: Postgres refuses U+0000, and the others break screens and logs. */
const controls = /[^\P{Cc}\t\n]/gu;

/**
 * Makes a text from outside one that can be stored: half of a surrogate pair becomes U+FFFD, control characters but tab
 * and newline are left out, and no more than `most` characters are kept, counted as Postgres does. Whatever is kept of
 * what others say (Bolna, HubSpot, an error) goes through this once, where it comes in.
 */
export function storableText(text: string, most: number): string {
  return cutText(text.toWellFormed().replace(controls, ""), most);
}

/** The first `most` characters (code points): an emoji is one, and is never cut in two. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  let count = 0;
  for (const character of text) {
    count += 1;
    if (count > most) break;
    end += character.length;
  }
  return text.slice(0, end);
}
