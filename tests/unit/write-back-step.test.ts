import assert from "node:assert/strict";
import type { HubspotFailure } from "../../supabase/functions/_shared/hubspot/failure.ts";
import {
  decideFailedStep,
  type FailedEntry,
} from "../../supabase/functions/_shared/write-back/write-back-step.ts";

const day = 86_400_000;
const entry: FailedEntry = {
  tries: 1,
  endedAt: new Date("2026-11-22T08:00:00Z"),
  mayBeThere: false,
  timeZone: "Asia/Kolkata",
  now: new Date("2026-11-22T12:30:00Z"),
  random: 1,
};
const failure = (kind: HubspotFailure["kind"], retryAfterSeconds: number | null = null): HubspotFailure => ({
  kind,
  status: null,
  reason: "It failed.",
  retryAfterSeconds,
  missingScopes: [],
  properties: [],
});
const secondsOf = (kind: HubspotFailure["kind"], change: Partial<FailedEntry> = {}) =>
  decideFailedStep(failure(kind), { ...entry, ...change }).facts.seconds;

Deno.test("the wait doubles from 30 seconds to 30 minutes", () => {
  const waits = [1, 2, 3, 6, 7, 40].map((tries) => secondsOf("unreachable", { tries }));
  assert.deepEqual(waits, [30, 60, 120, 960, 1800, 1800]);
});

Deno.test("a day's limit is waited for until the account's midnight, a move as long as HubSpot says", () => {
  // 18:00 in Kolkata: six hours.
  assert.equal(secondsOf("daily_limit"), 6 * 3600 + 30);
  assert.equal(decideFailedStep(failure("moved", 7200), entry).facts.seconds, 7200);
});

Deno.test("what may be in HubSpot stays unknown through every failure of the look", () => {
  for (
    const kind of ["unreachable", "slow_down", "daily_limit", "locked", "moved", "token_rejected"] as const
  ) {
    assert.equal(decideFailedStep(failure(kind), { ...entry, mayBeThere: true }).step, "unknown", kind);
    assert.equal(decideFailedStep(failure(kind), entry).step, "retry", kind);
  }
  assert.equal(decideFailedStep(failure("unclear"), entry).step, "unknown");
  assert.equal(secondsOf("unclear"), 120);
});

Deno.test("only what fails by itself for more than three days and many tries is given up", () => {
  const later = { now: new Date(entry.endedAt.getTime() + 3 * day + 1), tries: 60 };
  const step = (kind: HubspotFailure["kind"], change: Partial<FailedEntry>) =>
    decideFailedStep(failure(kind), { ...entry, ...change }).step;
  assert.equal(step("unreachable", later), "dead");
  assert.equal(step("unreachable", { ...later, tries: 59 }), "retry");
  assert.equal(step("unreachable", { tries: 1000 }), "retry");
  for (const kind of ["slow_down", "daily_limit", "token_rejected", "scope_missing", "moved"] as const) {
    assert.equal(step(kind, later), "retry", kind);
  }
  assert.deepEqual([step("refused", {}), step("not_found", {})], ["dead", "dead"]);
});
