import assert from "node:assert/strict";
import fc from "fast-check";
import { redactText } from "../../supabase/functions/_shared/platform/redact-text.ts";

const seed = 20261129;
const separators = ["", " ", "-", ".", "/", " - ", ") ", " (", "–", "\u00a0", "\u2011", "\u200b", " / "];

/** A number of these digits, seven to fifteen of them, grouped as it comes. */
const numberOf = (digits: string) =>
  fc.tuple(
    fc.array(fc.tuple(fc.constantFrom(...digits), fc.constantFrom("", "", ...separators)), {
      minLength: 7,
      maxLength: 15,
    }),
    fc.constantFrom("", "+"),
  ).map(([parts, plus]) =>
    plus + parts.map(([digit, after], index) => digit + (index < parts.length - 1 ? after : "")).join("")
  );

/** A moment as the judge, Postgres, JavaScript and Bolna write it. */
const moment = fc.tuple(
  fc.date({
    min: new Date("1990-01-01T00:00:00Z"),
    max: new Date("2089-12-31T23:59:59Z"),
    noInvalidDate: true,
  }),
  fc.nat(7),
).map(([date, form]) => {
  const iso = date.toISOString();
  return [
    iso,
    iso.slice(0, 16),
    iso.slice(0, 16).replace("T", " "),
    iso.slice(0, 19).replace("T", " ") + "+00",
    iso.slice(0, 19) + "+05:30",
    iso.slice(0, 19) + ".123456",
    iso.slice(0, 19) + ".123456-0330",
    iso.slice(0, 19) + "Z",
  ][form] ?? iso;
});

Deno.test("no digit of a phone number is left, however it is grouped and whatever its script", () => {
  fc.assert(
    fc.property(
      numberOf("0123456789"),
      fc.constantFrom("call ", "(", "tel:", ": ", "“"),
      (number, before) => {
        assert.doesNotMatch(redactText(`${before}${number}, please`), /\p{Nd}/u, number);
      },
    ),
    { seed, numRuns: 1000 },
  );
  for (
    const number of [
      "९८७६५ ४३२१०",
      "٠٥٠١٢٣٤٥٦٧",
      "（０２０）７９４６−０９５８".replace(/[（）]/g, " "),
      "+49 (0) 30 / 1234567",
    ]
  ) {
    assert.doesNotMatch(redactText(`call ${number} back`), /\p{Nd}/u, number);
  }
});

Deno.test("nor beside a moment, before it, behind it, or both", () => {
  // Told apart by their digits: a moment of the one kind, numbers of the other.
  const plainMoment = moment.filter((text) => !/[46-9]/.test(text));
  const glue = fc.constantFrom(...separators, "+", ", ", ":", " at ", "T", "Z", ".");
  fc.assert(
    fc.property(
      numberOf("46789"),
      numberOf("46789"),
      plainMoment,
      glue,
      glue,
      (one, other, at, before, behind) => {
        for (const text of [one + before + at, at + behind + other, one + before + at + behind + other]) {
          assert.doesNotMatch(redactText(text), /[46-9]/, text);
        }
      },
    ),
    { seed, numRuns: 1000 },
  );
});

Deno.test("a moment stays as it is, alone, among words, beside another, and in one sentence with a number", () => {
  fc.assert(
    fc.property(moment, moment, (at, until) => {
      for (
        const text of [
          at,
          `${at} in Asia/Kolkata is outside (09:00-18:00).`,
          `from ${at} to ${until}`,
          `${at} – ${until}, 3 of 5 calls`,
        ]
      ) {
        assert.equal(redactText(text), text);
      }
      assert.equal(redactText(`Until ${at} only. Ask +91 98765 43210.`), `Until ${at} only. Ask [number].`);
    }),
    { seed, numRuns: 1000 },
  );
});
