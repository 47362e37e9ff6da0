import { malformed } from "../../_shared/platform/errors.ts";

export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** What begins files that people send in place of text, and how to mend it. */
const otherFiles = [
  { start: [0x50, 0x4b, 0x03, 0x04], kind: "an Excel workbook or another ZIP archive" },
  { start: [0xd0, 0xcf, 0x11, 0xe0], kind: "an old Excel workbook" },
  { start: [0x25, 0x50, 0x44, 0x46], kind: "a PDF" },
] as const;

/** In no text of an office program: what UTF-16 without its mark, or a picture, looks like once it is decoded as bytes. */
const noText = /[^\P{Cc}\t\n\r\f]/u;

/**
 * A file's text, without its byte-order mark. UTF-16 is known by its mark or by every second byte being zero; what is not
 * UTF-8 is what office programs in the West save by default, Windows-1252, and `encoding` says so: names may be other ones,
 * digits are not. Throws 400 for what is no text.
 */
export function decodeText(bytes: Uint8Array): { text: string; encoding: TextEncoding } {
  const other = otherFiles.find(({ start }) => start.every((byte, at) => bytes[at] === byte));
  if (other) throw malformed(`The file is ${other.kind}: save it as CSV, best in UTF-8.`);
  const encoding = encodingOf(bytes);
  const text = decodeAs(encoding, bytes);
  if (text !== undefined) return { text: checked(text), encoding };
  const western = encoding === "utf-8" ? decodeAs("windows-1252", bytes) : undefined;
  if (western === undefined) throw notText();
  return { text: checked(western), encoding: "windows-1252" };
}

function decodeAs(encoding: TextEncoding, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function checked(text: string): string {
  if (noText.test(text)) throw notText();
  return text;
}

function notText() {
  return malformed("The file is not text in UTF-8, UTF-16 or Windows-1252.");
}

/** By its mark; without one, every second byte of western text in UTF-16 is zero. */
function encodingOf([first, second]: Uint8Array): TextEncoding {
  if (first === 0xff && second === 0xfe || second === 0 && first !== 0) return "utf-16le";
  if (first === 0xfe && second === 0xff || first === 0 && second !== 0) return "utf-16be";
  return "utf-8";
}
