/**
 * Embeddings, overrides and isolates: they turn the text around them, and a name then shows what it is not. The marks and
 * joiners (U+200C to U+200F) stay: names in Indic scripts and Arabic need them.
 */
const turning = "[\\u202a-\\u202e\\u2066-\\u2069]";
const turns = new RegExp(turning, "u");
const everyTurning = new RegExp(turning, "gu");

/** U+2800 is the empty pattern of Braille. */
const visible = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Holds a character that changes the direction of what is around it. */
export function turnsText(text: string): boolean {
  return turns.test(text);
}

export function removeTurning(text: string): string {
  return text.replace(everyTurning, "");
}

/** Something of it is seen: not blanks and characters of no width alone. private.is_text says the same in SQL. */
export function isVisible(text: string): boolean {
  return visible.test(text);
}
