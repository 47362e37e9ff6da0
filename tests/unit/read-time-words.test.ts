import assert from "node:assert/strict";
import { readTimeWords } from "../../supabase/functions/_shared/policy/read-time-words.ts";

/** A Saturday, twenty past four in the afternoon where the person is. */
const clock = { now: new Date("2026-11-28T10:50:00Z"), localNow: "2026-11-28T16:20" };

function read(said: string): string | undefined {
  const time = readTimeWords(said, clock);
  return time && ("instant" in time ? time.instant.toISOString() : time.local);
}

Deno.test("a time is read as a model says it", () => {
  const times: [said: string, time: string | undefined][] = [
    ["2026-12-01T17:00:00+05:30", "2026-12-01T11:30:00.000Z"],
    ["2026-12-01T17:00:00Z", "2026-12-01T17:00:00.000Z"],
    ["2026-12-01T17:00", "2026-12-01T17:00"],
    ["2026-12-01 17:00:00", "2026-12-01T17:00"],
    ["2026-12-01 5 pm", "2026-12-01T17:00"],
    ["tomorrow 17:00", "2026-11-29T17:00"],
    ["Tomorrow at 5 PM", "2026-11-29T17:00"],
    ["tomorrow at five", "2026-11-29T17:00"],
    ["tomorrow at 5 o'clock", "2026-11-29T17:00"],
    ["tomorrow morning", "2026-11-29T10:00"],
    ["tomorrow morning at 9", "2026-11-29T09:00"],
    ["tomorrow evening at 7:30", "2026-11-29T19:30"],
    ["tomorrow", "2026-11-29T10:00"],
    ["day after tomorrow at noon", "2026-11-30T12:00"],
    ["Monday at 10:30 a.m.", "2026-11-30T10:30"],
    ["on saturday at 11 am", "2026-12-05T11:00"],
    ["next week", "2026-12-05T10:00"],
    ["18:00", "2026-11-28T18:00"],
    ["at 9 am", "2026-11-29T09:00"],
    ["5 pm", "2026-11-28T17:00"],
    ["today at 6", "2026-11-28T18:00"],
    ["tonight", "2026-11-28T19:00"],
    ["12 am tomorrow", "2026-11-29T00:00"],
    ["in two hours", "2026-11-28T12:50:00.000Z"],
    ["in 30 minutes", "2026-11-28T11:20:00.000Z"],
    ["in half an hour", "2026-11-28T11:20:00.000Z"],
    ["in an hour", "2026-11-28T11:50:00.000Z"],
    ["in two days", "2026-11-30T10:00"],
    ["in 3 days at 5 pm", "2026-12-01T17:00"],
    ["two days from now, in the evening", "2026-11-30T18:00"],
    ["after a week", "2026-12-05T10:00"],
    ["December 3 at 5 pm", "2026-12-03T17:00"],
    ["3 pm on the 4th of January", "2027-01-04T15:00"],
    ["1 Dec 2026 at 17:00", "2026-12-01T17:00"],
    ["Tuesday next week at 4", "2026-12-01T16:00"],
    ["half past five", "2026-11-28T17:30"],
    ["tomorrow at quarter to six", "2026-11-29T17:45"],
    ["in twenty minutes", "2026-11-28T11:10:00.000Z"],
    ["in an hour and a half", "2026-11-28T12:20:00.000Z"],
    ["in 1.5 hours", "2026-11-28T12:20:00.000Z"],
    ["2 hours later", "2026-11-28T12:50:00.000Z"],
    ["later", undefined],
    ["today", undefined],
    ["in a while", undefined],
    ["25:00", undefined],
    ["tomorrow at 25:00", undefined],
    ["2026-13-40T10:00", undefined],
    ["2026-02-30T10:00", undefined],
    ["", undefined],
  ];
  for (const [said, time] of times) assert.equal(read(said), time, said);
});

Deno.test("of a day or span that is not understood no part is taken for an hour", () => {
  const words = [
    "in 3 months",
    "in 10 years",
    "the 15th at 11",
    "12/01/2026 5 pm",
    "3.12.2026",
    "31 February at 5",
    "for 2 hours",
    "next month at 5",
    "the weekend at 4",
    "half five",
  ];
  for (const said of words) assert.equal(read(said), undefined, said);
});
