import assert from "node:assert/strict";
import { backoffSeconds } from "../../supabase/functions/_shared/platform/backoff.ts";

Deno.test("waits double from five seconds and stop growing at ten minutes", () => {
  const waits = [1, 2, 3, 7, 8, 50].map((attempt) => backoffSeconds({ attempt, random: 1 }));
  assert.deepEqual(waits, [5, 10, 20, 320, 600, 600]);
});

Deno.test("chance takes up to half of a wait away, so that calls do not come back together", () => {
  assert.equal(backoffSeconds({ attempt: 3, random: 0 }), 10);
  assert.equal(backoffSeconds({ attempt: 3, random: 0.5 }), 15);
});

Deno.test("Retry-After is honoured when it is longer, within the limit", () => {
  assert.equal(backoffSeconds({ attempt: 1, random: 0, retryAfterSeconds: 60 }), 60);
  assert.equal(backoffSeconds({ attempt: 4, random: 1, retryAfterSeconds: 1 }), 40);
  assert.equal(backoffSeconds({ attempt: 1, random: 0, retryAfterSeconds: 86_400 }), 600);
});
