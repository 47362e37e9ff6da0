import type { FieldCode } from "../platform/field-problem.ts";

export type MendedNumber = { ok: true; text: string } | { ok: false; code: FieldCode; reason: string };

/** Blanks of every kind, what has no width, and what turns writing: they come along when a number is copied from a page. */
const unseen = /[\p{White_Space}\p{Cf}\p{Cc}\u2800]+/gu;
/** `#NAME?`, `#DIV/0!`, `#WERT!`, and what a column shows that is too narrow. */
const errorValue = /^#[^1-9]*$/;
/** As in links, and in the leads of advertisements. */
const label = /^(?:tel|p):\s*/i;

/**
 * Undoes what spreadsheets do to a phone number, where that is certain: `="+49…"`, `=+49…`, a leading apostrophe, a trailing `.0`,
 * `4.91988765432E+11` with all its digits, `00` or `tel:` in front, digits of other scripts, blanks without width. Where digits are lost, or the
 * cell holds something else, the reason says so. The text is for `parsePhone`, which decides whether it is a number.
 */
export function mendNumber(cell: string): MendedNumber {
  const text = unwrap(cell.normalize("NFKC").replaceAll(unseen, " ").trim());
  if (text === "") return refuse("phone_missing", "is missing.");
  if (errorValue.test(text)) {
    return refuse("phone_error_value", "is an error of the spreadsheet's, and no number.");
  }
  if (/^[-−]\d/.test(text)) {
    return refuse(
      "phone_below_zero",
      "is below zero: the spreadsheet took it for a sum. Format the column as text.",
    );
  }
  if (holdsSeveral(text)) {
    return refuse("phone_several", "is more than one number: give each a row of its own.");
  }
  const scientific = /^\+?(\d)(?:[.,](\d+))?[Ee]\+?(\d{1,2})$/.exec(text);
  if (scientific) return writeOut(scientific);
  const plain = text.replace(/^(\+?\d{6,})[.,]0+$/, "$1");
  return { ok: true, text: plain.replace(/^00(?=[1-9 ])/, "+") };
}

/** A formula that gives a text, the mark of a text, or quotes around it. */
function unwrap(text: string): string {
  const [, formula] = /^=\s*"(.*)"$/.exec(text) ?? [];
  const inner = formula ?? text.replace(/^=(?=\s*[+\d])/, "");
  return inner.trim().replace(/^['’`]+/, "").replace(/^"(.*)"$/, "$1").trim().replace(label, "");
}

/** Two numbers and what divides them. A slash or comma within one is none of ours to understand either. */
function holdsSeveral(text: string): boolean {
  return text.split(/[;,/|&\n]|\b(?:or|and|und|oder|ou|et|o|y)\b/i)
    .filter((part) => part.replaceAll(/\D/g, "").length >= 6).length > 1;
}

/** Certain only where the digits that are written are all that the number has. */
function writeOut([, whole = "", fraction = "", exponent = ""]: RegExpExecArray): MendedNumber {
  const places = Number(exponent);
  if (fraction.length < places) {
    return refuse(
      "phone_lost_digits",
      "has lost digits: the spreadsheet rounded it. Format the column as text and enter it again.",
    );
  }
  if (/[1-9]/.test(fraction.slice(places))) {
    return refuse("phone_not_valid", "is a fraction, and no phone number.");
  }
  return { ok: true, text: whole + fraction.slice(0, places) };
}

function refuse(code: FieldCode, problem: string): MendedNumber {
  return { ok: false, code, reason: `The phone number ${problem}` };
}
