import assert from "node:assert/strict";
import { burnDownOf } from "../../console/src/screens/campaigns/burn-down.ts";
import { tabulateHours } from "../../console/src/screens/campaigns/hours.ts";
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

Deno.test("a campaign ends when its forecast says, and without one at its pace so far", () => {
  const counts = {
    total: 12,
    excluded: 2,
    completed: 4,
    failed: 1,
    cancelled: 0,
    waiting: 5,
    scheduled: 0,
    in_progress: 0,
  };
  const campaign = { counts, started_at: "2026-12-01T10:00:00Z" };
  const now = Date.parse("2026-12-01T11:00:00Z");
  assert.equal(burnDownOf(campaign, [], undefined, now).likelyEnd, Date.parse("2026-12-01T12:00:00Z"));
  const forecast = { p50_end: "2026-12-01T13:00:00Z", p90_end: "2026-12-01T14:00:00Z" };
  const { points, likelyEnd } = burnDownOf(campaign, [{ at: now - 1_800_000, left: 8 }], forecast, now);
  assert.equal(likelyEnd, Date.parse(forecast.p50_end));
  assert.deepEqual(points.map(({ left, kind }) => `${kind} ${left}`), [
    "counted 10",
    "counted 8",
    "counted 5",
    "likely 5",
    "likely 0",
    "late 5",
    "late 0",
  ]);
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
