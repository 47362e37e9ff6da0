import assert from "node:assert/strict";
import fc from "fast-check";
import { mendNumber } from "../../supabase/functions/_shared/campaigns/mend-number.ts";
import { parsePhone } from "../../supabase/functions/_shared/phone/phone.ts";

/** What becomes of a cell: the number in E.164, or what is said of it. */
function read(cell: string, country?: string): string {
  const mended = mendNumber(cell);
  if (!mended.ok) return mended.reason;
  const parsed = parsePhone(mended.text, { ...(country !== undefined && { country }) });
  return parsed.ok ? parsed.e164 : parsed.message;
}

Deno.test("what a spreadsheet or a web page put around a number is taken off it", () => {
  const writings = [
    "'+919876543210",
    "’+919876543210",
    '="+919876543210"',
    '=" +91 98765 43210 "',
    "=+919876543210",
    "00919876543210",
    "00 91 98765 43210",
    "+919876543210.0",
    "tel:+919876543210",
    "p:+919876543210",
    "\u202a+91\u00a098765\u200b43210\u202c",
    "＋９１９８７６５４３２１０",
    "+٩١٩٨٧٦٥٤٣٢١٠",
    "+91 (0)98765-43210",
  ];
  for (const writing of writings) assert.equal(read(writing), "+919876543210", JSON.stringify(writing));
});

Deno.test("a lost plus is given back where the country is known, and only there", () => {
  const writings = [
    "919876543210",
    "919876543210.0",
    "919876543210,00",
    "9.19876543210E+11",
    "9,19876543210e11",
  ];
  for (const writing of writings) {
    assert.equal(read(writing, "IN"), "+919876543210", writing);
    assert.match(read(writing), /must be in international format/, writing);
  }
  // Ten digits of San Francisco, which with a plus would ring near Zurich.
  assert.match(read("4155550123"), /must be in international format/);
  assert.equal(read("4155550123", "US"), "+14155550123");
});

Deno.test("a number that has lost digits is refused with the reason, never guessed", () => {
  const lost = ["4.91988E+11", "4,91988E+11", "9.2E+11", "1E+10", "4.9198876543E+11", "+9.19877E+11"];
  for (const writing of lost) {
    assert.match(read(writing, "IN"), /^The phone number has lost digits/, writing);
  }
  assert.match(read("9.198765432101E+11", "IN"), /is a fraction/);
});

Deno.test("what is no number at all is told apart", () => {
  const reasons: [cell: string, reason: RegExp][] = [
    ["", /is missing/],
    [" \u200b ", /is missing/],
    ["#NAME?", /error of the spreadsheet/],
    ["#DIV/0!", /error of the spreadsheet/],
    ["########", /error of the spreadsheet/],
    ["-9876543119", /below zero/],
    ["+919876543210 / +919876543211", /more than one number/],
    ["+919876543210;+919876543211", /more than one number/],
    ["+919876543210 or +919876543211", /more than one number/],
    ["n/a", /international format/],
    ["+91 98765 43210 ext. 5", /extension/],
  ];
  for (const [cell, reason] of reasons) assert.match(read(cell), reason, cell);
});

Deno.test("whatever is mended has the digits of what was written, in their order", () => {
  const cell = fc.oneof(
    fc.string({ unit: fc.constantFrom(..."+0123456789.,eE-=\"' #") }),
    fc.string({ unit: "grapheme" }),
  );
  fc.assert(
    fc.property(cell, (text) => {
      const mended = mendNumber(text);
      if (!mended.ok) {
        assert.match(mended.reason, /^The phone number .*\.$/);
        return;
      }
      const digits = (of: string) => of.normalize("NFKC").replaceAll(/\D/g, "");
      const written = digits(text.replace(/[eE]\+?\d+/, "").replace(/[.,]0+(?=\D*$)/, ""));
      assert.ok(written.includes(digits(mended.text)) || digits(text).includes(digits(mended.text)), text);
    }),
    { seed: 20261129, numRuns: 1000 },
  );
});
