import assert from "node:assert/strict";
import {
  classifyStatus,
  isPreDial,
  isTerminal,
  normaliseStatus,
} from "../../supabase/functions/_shared/bolna/status.ts";

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

Deno.test("only calls that Bolna has not begun to dial count as stoppable", () => {
  assert.deepEqual([...live, "call-disconnected", ...terminal, "processing"].filter(isPreDial), [
    "scheduled",
    "prepared",
    "queued",
    "rescheduled",
  ]);
});
