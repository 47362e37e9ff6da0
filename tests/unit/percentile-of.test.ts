import assert from "node:assert/strict";
import { percentileOf } from "../../supabase/functions/_shared/reports/percentile-of.ts";

Deno.test("a percentile lies in the span that holds it, and evenly in it", () => {
  assert.equal(percentileOf([1, 2], [10, 10, 0], 0.5), 1);
  assert.equal(percentileOf([1, 2], [10, 10, 0], 0.75), 1.5);
  assert.equal(percentileOf([1, 2], [0, 10, 0], 0.5), 1.5);
});

Deno.test("what lies above all spans is told by the end of the last, and nothing of nothing", () => {
  assert.equal(percentileOf([1, 2], [1, 0, 9], 0.5), 2);
  assert.equal(percentileOf([1, 2], [0, 0, 0], 0.5), null);
  assert.equal(percentileOf([], [], 0.5), null);
});
