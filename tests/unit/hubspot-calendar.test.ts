import assert from "node:assert/strict";
import { readDay, secondsToMidnight } from "../../supabase/functions/_shared/hubspot/calendar.ts";

const day = (value: string | null, type: string | null, zone: string) => {
  const read = readDay(value, type, zone);
  return "day" in read ? read.day : read.problem;
};

Deno.test("a date is the same day everywhere, as text or as milliseconds at UTC midnight", () => {
  for (const zone of ["Pacific/Honolulu", "UTC", "Pacific/Tongatapu"]) {
    assert.equal(day("2026-05-26", "date", zone), "2026-05-26");
    assert.equal(day("1779753600000", "date", zone), "2026-05-26");
    assert.equal(day("2026-05-26T00:00:00Z", "date", zone), "2026-05-26");
    assert.equal(day("1779753600000", null, zone), "2026-05-26");
  }
});

Deno.test("a date-time is the day that it was in the portal's zone, also around a change of the clocks", () => {
  assert.equal(day("2026-05-26T02:00:00Z", "datetime", "America/New_York"), "2026-05-25");
  assert.equal(day("2026-05-26T02:00:00Z", "datetime", "Asia/Kolkata"), "2026-05-26");
  assert.equal(day(String(Date.UTC(2026, 4, 26)), "datetime", "America/New_York"), "2026-05-25");
  // New York: winter time ends on 8 March 2026, 02:00 local, and begins again on 1 November.
  assert.equal(day("2026-03-08T04:30:00Z", "datetime", "America/New_York"), "2026-03-07");
  assert.equal(day("2026-03-09T04:30:00Z", "datetime", "America/New_York"), "2026-03-09");
  assert.equal(day("2026-11-01T04:30:00Z", "datetime", "America/New_York"), "2026-11-01");
  assert.equal(day("2026-11-02T04:30:00Z", "datetime", "America/New_York"), "2026-11-01");
});

Deno.test("what is no date is unreadable, and nothing is missing", () => {
  for (const none of ["", "  ", null]) assert.equal(day(none, "date", "UTC"), "missing");
  const nonsense = [
    "2026-02-30",
    "01.05.2026",
    "yesterday",
    "2026-05",
    "9999999999999999",
    "2026-05-01T10:00:00",
  ];
  for (const text of nonsense) assert.equal(day(text, "date", "UTC"), "unreadable", text);
  for (const text of ["1850-01-01", "2100-01-02", "-99999999999999", "4200000000000"]) {
    assert.equal(day(text, "date", "UTC"), "unreadable", text);
  }
  assert.equal(day("1899-12-31T12:00:00Z", "datetime", "UTC"), "unreadable");
});

Deno.test("a property of another type is no date, so that 20260501 never becomes a day of 1970", () => {
  for (const type of ["number", "string", "enumeration", "bool"]) {
    assert.equal(day("20260501", type, "UTC"), "unreadable");
    assert.equal(day("2026-05-01", type, "UTC"), "unreadable");
  }
  assert.equal(day("20260501", null, "UTC"), "unreadable");
  assert.equal(day("2026-05-01", null, "UTC"), "2026-05-01");
});

Deno.test("the account's day ends at its own midnight, also on days of 23 and 25 hours", () => {
  const left = (zone: string, at: string) => secondsToMidnight(zone, new Date(at));
  assert.equal(left("UTC", "2026-05-26T23:59:50Z"), 10);
  assert.equal(left("Asia/Kolkata", "2026-05-26T18:30:00Z"), 24 * 3600);
  assert.equal(left("America/New_York", "2026-03-08T05:00:00Z"), 23 * 3600);
  assert.equal(left("America/New_York", "2026-11-01T04:00:00Z"), 25 * 3600);
});
