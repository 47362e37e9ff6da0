/** Latin accents, and the marks that Arabic and Devanagari are written with or without. */
const marks = /[\u0300-\u036f\u064b-\u065f\u0670\u0640\u093c\u200b-\u200f]/g;
/** What is written in several ways, as one. */
const letters: Readonly<Record<string, string>> = {
  "ى": "ي",
  "ة": "ه",
  "أ": "ا",
  "إ": "ا",
  "آ": "ا",
  "ٱ": "ا",
  "ँ": "ं",
  "ß": "ss",
};
const lettersPattern = new RegExp(`[${Object.keys(letters).join("")}]`, "g");

/**
 * Words as a speech recogniser may write them, in one writing: small letters without accents and points, single spaces
 * between words, English contractions in full. Two texts that say the same word for word are then equal.
 */
export function normaliseSpeech(text: string): string {
  return text.normalize("NFKC").toLowerCase()
    // Before they come apart into a letter and its mark.
    .replaceAll(lettersPattern, (letter) => letters[letter] ?? letter)
    .normalize("NFD").replaceAll(marks, "").normalize("NFC")
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, " ")
    .replaceAll(/\bdon ?t\b/g, "do not").replaceAll(/\bdidn ?t\b/g, "did not")
    .replaceAll(/\bi ?m\b/g, "i am").replaceAll(/\bcan ?t\b|\bcannot\b/g, "can not")
    .trim();
}
