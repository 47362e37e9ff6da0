import assert from "node:assert/strict";
import {
  classifyStatus,
  isLater,
  isPreDial,
  isTerminal,
  normaliseStatus,
} from "../../supabase/functions/_shared/core/bolna-status.ts";

const live = ["scheduled", "prepared", "queued", "rescheduled", "initiated", "ringing", "in-progress"];
const terminal = ["completed", "no-answer", "busy", "failed", "canceled", "stopped", "error", "balance-low"];

Deno.test("every documented status has its class", () => {
  assert.deepEqual(live.map(classifyStatus), live.map(() => "live"));
  assert.deepEqual(terminal.map(classifyStatus), terminal.map(() => "terminal"));
  assert.equal(classifyStatus("call-disconnected"), "soft_terminal");
});

Deno.test("a status nobody has heard of is a live call, never a failed one", () => {
  for (const status of ["processing", "", "compl\u0435ted", "not answered", "completed!"]) {
    assert.equal(classifyStatus(status), "live", status);
    assert.equal(isTerminal(status), false, status);
  }
});

Deno.test("the spellings seen in the field are one status", () => {
  assert.equal(normaliseStatus("no_answer"), "no-answer");
  assert.equal(normaliseStatus(" In Progress "), "in-progress");
  assert.equal(normaliseStatus("cancelled"), "canceled");
  assert.equal(classifyStatus("BALANCE_LOW"), "terminal");
});

Deno.test("a call's life runs one way", () => {
  const life = [
    "scheduled",
    "queued",
    "initiated",
    "ringing",
    "in-progress",
    "call-disconnected",
    "completed",
  ];
  for (const [at, status] of life.entries()) {
    for (const [other, next] of life.entries()) {
      assert.equal(isLater(status, next), other > at, `${status} → ${next}`);
    }
  }
});

Deno.test("no terminal status follows another, and an unknown one proves no order", () => {
  for (const status of terminal) for (const next of terminal) assert.equal(isLater(status, next), false);
  assert.equal(isLater("ringing", "processing"), false);
  assert.equal(isLater("processing", "completed"), false);
});

Deno.test("only calls that Bolna has not begun to dial count as stoppable", () => {
  assert.deepEqual([...live, "call-disconnected", ...terminal, "processing"].filter(isPreDial), [
    "scheduled",
    "prepared",
    "queued",
    "rescheduled",
  ]);
});
