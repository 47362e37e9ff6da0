import assert from "node:assert/strict";
import { burnDownOf, rowsOf } from "../../console/src/campaigns/burn-down.ts";
import { ticksOf } from "../../console/src/campaigns/ticks.ts";
import { tabulateHours } from "../../console/src/screens/campaigns/hours.ts";
import { rowsToMend } from "../../console/src/screens/campaigns/mend-rows.ts";
import { guessMatches, isNumber, isRounded, readSheet } from "../../console/src/screens/campaigns/sheet.ts";
import { readConditions, writeConditions } from "../../console/src/screens/contacts/conditions.ts";

Deno.test("columns are guessed by their names, and numbers also by what they look like", () => {
  const rows = [["101", "Asha", "+91 98765 43210", "Asia/Kolkata"], ["102", "Ravi", "98765-43211", ""]];
  assert.deepEqual(guessMatches({ headers: ["Record ID", "Patient", "Handy", "Time zone"], rows }), {
    phone: "Handy",
    name: "Patient",
    contact_id: "Record ID",
    time_zone: "Time zone",
    country: null,
  });
  assert.deepEqual(guessMatches({ headers: ["a", "b"], rows: [["x", "y"]] }), {
    phone: null,
    name: null,
    contact_id: null,
    time_zone: null,
    country: null,
  });
  assert.ok(isNumber("+91 (98765) 43-210") && !isNumber("12345") && !isNumber("9.2E+11"));
  assert.ok(isRounded("9.19876E+11") && !isRounded("919876543210"));
});

Deno.test("a file is read in the writings of office programs, and what is none is told by a word", async () => {
  const file = (content: BlobPart) => new File([content], "people.csv");
  const utf16 = new Uint8Array([
    0xff,
    0xfe,
    ...new Uint8Array(new Uint16Array([...("a;b\nä;1")].map((c) => c.charCodeAt(0))).buffer),
  ]);
  for (
    const content of [
      "\uFEFFa;b\r\nä;1",
      utf16,
      new Uint8Array([0x61, 0x3b, 0x62, 0x0a, 0xe4, 0x3b, 0x31]),
      "sep=;\na;b\nä;1",
    ]
  ) {
    const sheet = await readSheet(file(content));
    assert.ok(typeof sheet === "object");
    assert.deepEqual([sheet.headers, sheet.rows, sheet.about], [["a", "b"], [["ä", "1"]], 1]);
  }
  assert.equal(await readSheet(file("phone\n")), "emptyFile");
  assert.equal(await readSheet(file("PK\0\0")), "notText");
  assert.equal(await readSheet(file(new Uint8Array(17 * 1024 * 1024))), "tooLarge");
});

Deno.test("calls are shown by the days and hours of the organisation's clock", () => {
  const byHour = [
    { hour: "2026-12-01T04:30:00Z", calls: 3 },
    { hour: "2026-12-01T06:30:00Z", calls: 5 },
    { hour: "2026-12-01T19:30:00Z", calls: 1 },
  ];
  assert.deepEqual(tabulateHours(byHour, "Asia/Kolkata"), {
    hours: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    days: [
      { day: "2026-12-01", calls: [0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 5] },
      { day: "2026-12-02", calls: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
    ],
    most: 5,
  });
});

const told = {
  total: 12,
  hours: [{ hour: "2026-12-01T10:00:00Z", left: 9 }, { hour: "2026-12-01T11:00:00Z", left: 7 }],
  foreseen: {
    will_call: 10,
    by_hour: [{ hour: "2026-12-01T10:00:00Z", calls: 5 }, { hour: "2026-12-01T11:00:00Z", calls: 5 }],
    p50_end: "2026-12-01T12:00:00Z",
    p90_end: "2026-12-01T13:00:00Z",
  },
};
const hour = (at: number) => new Date(at).toISOString().slice(11, 16);

Deno.test("a campaign's burn-down tells what is left, what was foreseen, and the span of its end", () => {
  const running = { started_at: "2026-12-01T10:00:00Z", ended_at: null };
  const now = Date.parse("2026-12-01T11:30:00Z");
  const forecast = { p50_end: "2026-12-01T13:00:00Z", p90_end: "2026-12-01T15:00:00Z" };
  const burn = burnDownOf(running, told, forecast, now);
  assert.deepEqual(burn.counted.map(({ at, left }) => `${hour(at)} ${left}`), [
    "10:00 12",
    "11:00 9",
    "11:30 7",
  ]);
  assert.deepEqual(burn.foreseen.map(({ at, left }) => `${hour(at)} ${left}`), [
    "10:00 12",
    "11:00 6",
    "12:00 0",
  ]);
  assert.equal(burn.ahead, -4, "at half past eleven three were to be left, and seven are");
  assert.deepEqual([burn.ends?.likely, burn.ends?.late].map((at) => hour(at ?? 0)), ["13:00", "15:00"]);
  assert.deepEqual(rowsOf(burn).map(({ at, counted, foreseen }) => [hour(at), counted, foreseen]), [
    ["10:00", 12, 12],
    ["11:00", 9, 6],
    ["11:30", 7, 3],
    ["12:00", null, 0],
  ]);
  assert.equal(burnDownOf(running, told, null, now).ends, null);
  assert.equal(burnDownOf(running, { ...told, foreseen: null }, null, now).ahead, null);
});

Deno.test("its times are full hours and days of the organisation's clock, and no more than find room", () => {
  const begin = Date.parse("2026-12-01T10:10:00Z");
  assert.deepEqual(ticksOf(begin, begin + 2 * 3_600_000, 4, "Asia/Kolkata").map(hour), [
    "10:30",
    "11:00",
    "11:30",
    "12:00",
  ]);
  assert.deepEqual(ticksOf(begin, begin + 3 * 86_400_000, 4, "Asia/Kolkata").map(hour), [
    "18:30",
    "18:30",
    "18:30",
  ]);
});

Deno.test("the burn-down of a campaign that is over ends with it", () => {
  const over = { started_at: "2026-12-01T10:00:00Z", ended_at: "2026-12-01T11:40:00Z" };
  const burn = burnDownOf(
    over,
    { ...told, hours: [{ hour: "2026-12-01T11:00:00Z", left: 0 }] },
    { p50_end: "2026-12-02T10:00:00Z", p90_end: "2026-12-02T10:00:00Z" },
    Date.parse("2026-12-05T10:00:00Z"),
  );
  assert.deepEqual(burn.counted.map(({ at, left }) => `${hour(at)} ${left}`), ["10:00 12", "11:40 0"]);
  assert.equal(burn.ends, null);
  assert.equal(burn.ahead, null);
});

Deno.test("rows that were not taken are saved as they stand in the file, whatever divides them, with the reason behind", () => {
  const file = 'sep=;\r\nMobile;Patient\r\n"1";"two\r\nlines"\r\n\r\n+919876543210;Asha\r\n;Nobody\r\n';
  assert.deepEqual(
    rowsToMend(new TextEncoder().encode(file), [
      { line: 3, reason: "too short" },
      { line: 7, reason: "none" },
      {
        line: 3,
        reason: "odd",
      },
    ], "Why"),
    {
      head: ["Mobile", "Patient", "Why"],
      rows: [["1", "two\nlines", "too short; odd"], ["", "Nobody", "none"]],
    },
  );
});

Deno.test("the conditions of a rule go through the editor and come out the same", () => {
  const stored = [
    { property: "days_since_checkup", operator: "at_least", value: 5 },
    { property: "country", operator: "one_of", value: ["IN", "AE"] },
    { property: "language", operator: "is_set" },
    { property: "state", operator: "not_equals", value: "Kerala" },
  ];
  assert.deepEqual(writeConditions(readConditions(stored)), stored);
});
