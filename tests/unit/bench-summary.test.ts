import assert from "node:assert/strict";
import { formatMs, formatSummary, percentile, summarise } from "../../local/bench/summarise.ts";
import { benchmarkNames, parseBenchOptions } from "../../local/bench/options.ts";
import { runSideBySide } from "../../local/bench/run-side-by-side.ts";
import { StackError } from "../../local/stack/stack-error.ts";

const oneToHundred = Array.from({ length: 100 }, (_, index) => 100 - index);

Deno.test("a percentile is a value that was measured, whatever the order of the values", () => {
  assert.equal(percentile(oneToHundred, 0.5), 50);
  assert.equal(percentile(oneToHundred, 0.99), 99);
  assert.equal(percentile(oneToHundred, 1), 100);
  assert.equal(percentile([7], 0.01), 7);
  assert.equal(percentile([10, 9, 2, 1], 0.5), 2);
});

Deno.test("nothing measured, or no share at all, is refused", () => {
  assert.throws(() => percentile([], 0.5), RangeError);
  assert.throws(() => percentile([1], 0), RangeError);
  assert.throws(() => percentile([1], 1.01), RangeError);
});

Deno.test("a summary tells count, mean and percentiles, and leaves the values as they were", () => {
  const values = [3, 1, 2];
  assert.deepEqual(summarise(values), { count: 3, mean: 2, p50: 2, p95: 3, p99: 3, max: 3 });
  assert.deepEqual(values, [3, 1, 2]);
  assert.equal(formatSummary(summarise(values), ["p50", "max"]), "p50 2.0 ms, max 3.0 ms");
});

Deno.test("milliseconds are printed with the digits that mean something", () => {
  assert.equal(formatMs(0.0662), "0.066 ms");
  assert.equal(formatMs(4.12), "4.1 ms");
  assert.equal(formatMs(236.4), "236 ms");
});

Deno.test("the options choose benchmarks by name and refuse what they do not know", () => {
  assert.deepEqual(parseBenchOptions(["--", "--only=tick,api", "--quick"]), {
    only: ["tick", "api"],
    quick: true,
  });
  assert.equal(parseBenchOptions(["--rows=5000"]).rows, 5000);
  assert.deepEqual(parseBenchOptions([]).only, [...benchmarkNames]);
  assert.throws(() => parseBenchOptions(["--only=tock"]), StackError);
  assert.throws(() => parseBenchOptions(["--fast"]), StackError);
});

Deno.test("work side by side is done once for each item and never by more than were allowed", async () => {
  let open = 0;
  let most = 0;
  const done: number[] = [];
  const durations = await runSideBySide([1, 2, 3, 4, 5], 2, async (item) => {
    most = Math.max(most, ++open);
    await Promise.resolve();
    done.push(item);
    open -= 1;
  });
  assert.deepEqual(done.toSorted(), [1, 2, 3, 4, 5]);
  assert.equal(durations.length, 5);
  assert.equal(most, 2);
});
