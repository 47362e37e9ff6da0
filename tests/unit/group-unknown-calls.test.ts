import assert from "node:assert/strict";
import { groupUnknownCalls } from "../../supabase/functions/_shared/calls/group-unknown-calls.ts";

const now = new Date("2026-11-22T12:00:00Z");
const claimed = (minutesAgo: number) => ({ claimed_at: new Date(now.getTime() - minutesAgo * 60_000) });
const minutesBefore = (date: Date) => (now.getTime() - date.getTime()) / 60_000;

Deno.test("calls lost together are looked for together, from two minutes before to a minute from now", () => {
  const [window, ...others] = groupUnknownCalls([claimed(1), claimed(5), claimed(3)], now);
  assert.equal(others.length, 0);
  assert.equal(window?.calls.length, 3);
  assert.deepEqual([window, window].map((w, end) => w && minutesBefore(end ? w.to : w.from)), [7, -1]);
});

Deno.test("an old call has a window of its own that ends half an hour after it", () => {
  const windows = groupUnknownCalls([claimed(1), claimed(3000)], now);
  assert.deepEqual(windows.map(({ from, to }) => [minutesBefore(from), minutesBefore(to)]), [[3002, 2970], [
    3,
    -1,
  ]]);
});
