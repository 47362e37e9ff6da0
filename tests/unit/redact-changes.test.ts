import assert from "node:assert/strict";
import { redactChanges } from "../../supabase/functions/call-scheduling/audit/redact-changes.ts";

Deno.test("the trail tells no number that somebody wrote into a sentence, and every moment that the judge did", () => {
  const told = (value: unknown) => redactChanges({ value }).value;
  const judged = "2026-11-30 00:05 in Asia/Kolkata is outside the hours of the organisation (09:00-18:00).";
  assert.equal(told(judged), judged);
  assert.deepEqual(told([null, `Until 2026-11-30 09:00 only. Ask +91 98765 43210.`]), [
    null,
    "Until 2026-11-30 09:00 only. Ask [number].",
  ]);
  assert.deepEqual(told({ reason: "call 98765-43210 back" }), { reason: "call [number] back" });
  assert.equal(told("+919876543210"), "[number]");
  assert.equal(told("+91-98765-43210"), "[number]");
  assert.equal(told("2026-11-30"), "2026-11-30");
  // Digits around it are a number's, whatever they look like.
  assert.doesNotMatch(String(told("98765 2026-11-30 00:05 43210")), /98765|43210/);
  assert.doesNotMatch(String(told("+91 2026-11-30 00:05")), /2026-11-30/);
  assert.equal(told("2026-11-30T00:05:00+00:00"), "2026-11-30T00:05:00+00:00");
});
