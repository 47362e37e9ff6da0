import assert from "node:assert/strict";
import fc from "fast-check";
import {
  dateIn,
  formatTimestamp,
  isDate,
  parseTimestamp,
  refuseScheduledAt,
} from "../../supabase/functions/_shared/platform/timestamps.ts";

Deno.test("a time with an offset is given in UTC, to the microsecond", () => {
  assert.equal(parseTimestamp("2026-12-01T10:00:00+05:30")?.text, "2026-12-01T04:30:00Z");
  assert.equal(parseTimestamp("2026-12-01T10:00:00.123456Z")?.text, "2026-12-01T10:00:00.123456Z");
  assert.equal(parseTimestamp("2026-12-01t10:00:00.1234567z")?.text, "2026-12-01T10:00:00.123456Z");
  assert.equal(parseTimestamp("2026-12-31T23:30:00-01:00")?.text, "2027-01-01T00:30:00Z");
  assert.equal(parseTimestamp("2024-02-29T00:00:00.500Z")?.text, "2024-02-29T00:00:00.5Z");
});

Deno.test("what is no RFC 3339 time with an offset, or no day of the calendar, is not read", () => {
  const wrong = [
    "2026-12-01T10:00:00",
    "2026-12-01",
    "2026-12-01 10:00:00Z",
    "2026-02-30T10:00:00Z",
    "2025-02-29T10:00:00Z",
    "2026-04-31T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-10T00:00:00Z",
    "2026-12-01T24:00:00Z",
    "2026-12-01T10:60:00Z",
    "2026-12-31T23:59:60Z",
    "2026-12-01T10:00:00+5:30",
    "2026-12-01T10:00:00+24:00",
    "2026-12-01T10:00:00 +05:30",
    "10000-01-01T00:00:00Z",
    "0000-01-01T00:00:00Z",
    "tomorrow",
    "",
    "1700000000",
    "2026-12-01T10:00Z",
    "2026-12-01T10:00:00Z'; --",
  ];
  for (const text of wrong) assert.equal(parseTimestamp(text), undefined, text);
});

Deno.test("every moment that JavaScript writes is read as that moment", () => {
  const moments = fc.date({ min: new Date("0001-01-02"), max: new Date("9999-12-30"), noInvalidDate: true });
  fc.assert(
    fc.property(moments, (moment) => {
      assert.equal(parseTimestamp(moment.toISOString())?.milliseconds, moment.getTime());
    }),
    { seed: 20261129, numRuns: 1000 },
  );
});

Deno.test("the database's forms become one form", () => {
  for (
    const text of [
      "2026-12-01T04:30:00.25+00:00",
      "2026-12-01 04:30:00.250000+00",
      "2026-12-01T10:00:00.25+05:30",
    ]
  ) {
    assert.equal(formatTimestamp(text), "2026-12-01T04:30:00.25Z");
  }
  assert.throws(() => formatTimestamp("infinity"));
});

Deno.test("a call can be booked from an hour past to five years ahead", () => {
  const now = new Date("2026-11-22T12:00:00Z");
  const refusal = (text: string) => {
    const moment = parseTimestamp(text);
    assert.ok(moment);
    return refuseScheduledAt(moment, now)?.code;
  };
  assert.equal(refusal("2026-11-22T11:00:00Z"), undefined);
  assert.equal(refusal("2026-11-22T10:59:59.999Z"), "in_past");
  assert.equal(refusal("2031-11-22T12:00:00Z"), undefined);
  assert.equal(refusal("2031-12-01T12:00:00Z"), "too_far");
  assert.equal(refusal("1970-01-01T00:00:00Z"), "in_past");
  assert.equal(refusal("9999-12-31T23:59:59Z"), "too_far");
});

Deno.test("a date is a day of the calendar and nothing else", () => {
  assert.deepEqual(
    ["2026-11-20", "2024-02-29", "2025-02-29", "2026-11-31", "20-11-2026", "2026-11-20T00:00:00Z", ""].map(
      isDate,
    ),
    [true, true, false, false, false, false, false],
  );
});

Deno.test("today is what the organisation's calendar says", () => {
  const moment = new Date("2026-11-22T20:00:00Z");
  assert.equal(dateIn("Asia/Kolkata", moment), "2026-11-23");
  assert.equal(dateIn("America/New_York", moment), "2026-11-22");
});

Deno.test("a zone that the runtime does not know goes by UTC, and nothing fails", () => {
  assert.equal(dateIn("Foo/5", new Date("2026-11-22T23:59:59Z")), "2026-11-22");
  assert.equal(dateIn("", new Date("2026-11-23T00:00:00Z")), "2026-11-23");
});
