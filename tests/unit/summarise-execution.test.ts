import assert from "node:assert/strict";
import {
  type ExecutionFacts,
  summariseExecution,
  summariseLost,
} from "../../supabase/functions/_shared/calls/summarise-execution.ts";

const now = new Date("2026-11-22T10:00:00Z");

function execution(
  changes: Partial<ExecutionFacts>,
  line: Partial<NonNullable<ExecutionFacts["telephony_data"]>> = {},
) {
  return {
    status: "completed",
    error_message: null,
    termination_reason: null,
    updated_at: null,
    conversation_duration: null,
    total_cost: null,
    answered_by_voice_mail: null,
    telephony_data: {
      duration: null,
      hangup_by: null,
      hangup_reason: null,
      hangup_provider_code: null,
      ...line,
    },
    ...changes,
  };
}

Deno.test("an answered call keeps its times, cost and how it was hung up", () => {
  const facts = execution(
    {
      conversation_duration: 27.2,
      total_cost: 8.5,
      updated_at: "2026-11-22T09:59:00.000Z",
      answered_by_voice_mail: false,
    },
    {
      duration: 33,
      hangup_by: "Callee",
      hangup_reason: "Call recipient hungup",
      hangup_provider_code: "4000",
    },
  );
  assert.deepEqual(summariseExecution(facts, now), {
    bolna_status: "completed",
    outcome: "completed",
    call_status: "completed",
    retry_category: null,
    reason_code: "answered",
    reason: "The call was answered and has ended.",
    answered: true,
    voicemail: false,
    conversation_seconds: 27.2,
    duration_seconds: 33,
    cost_cents: 8.5,
    hangup_by: "Callee",
    hangup_reason: "Call recipient hungup",
    hangup_code: "4000",
    termination_reason: null,
    ended_at: "2026-11-22T09:59:00.000Z",
  });
});

Deno.test("completed without a conversation is not an answered call", () => {
  for (const duration of [0, null]) {
    const result = summariseExecution(execution({ conversation_duration: duration }), now);
    assert.deepEqual([result.call_status, result.answered, result.reason_code], [
      "completed",
      false,
      "completed_without_talk",
    ]);
  }
});

Deno.test("an answering machine is told from a person", () => {
  const result = summariseExecution(
    execution({ conversation_duration: 9, answered_by_voice_mail: true }),
    now,
  );
  assert.deepEqual([result.voicemail, result.reason_code], [true, "voicemail"]);
});

Deno.test("every terminal status ends the schedule as it should, with a sentence", () => {
  const expected = {
    "completed": ["completed", "completed"],
    "no-answer": ["no_answer", "failed"],
    "busy": ["busy", "failed"],
    "failed": ["failed", "failed"],
    "error": ["error", "failed"],
    "canceled": ["canceled", "cancelled"],
    "cancelled": ["canceled", "cancelled"],
    "stopped": ["stopped", "cancelled"],
    "balance-low": ["balance_low", "scheduled"],
  };
  for (const [status, [outcome, callStatus]] of Object.entries(expected)) {
    const result = summariseExecution(execution({ status }), now);
    assert.deepEqual([result.outcome, result.call_status], [outcome, callStatus], status);
    assert.match(result.reason, /^[A-Z].+\.$/);
    assert.equal(result.ended_at, now.toISOString());
  }
});

Deno.test("why a call failed is told apart where Bolna says it, in either spelling", () => {
  const code = (status: string, reason: string) =>
    summariseExecution(execution({ status }, { hangup_reason: reason }), now).reason_code;
  assert.equal(code("no-answer", "Call recipient rejected"), "rejected");
  assert.equal(code("no-answer", "Call unanswered"), "no_answer");
  assert.equal(code("failed", "Call recipient number invalid"), "number_invalid");
  assert.equal(code("failed", "Network Congestion From Carrier"), "failed");
});

Deno.test("a line that dropped counts as completed only if somebody talked", () => {
  const talked = summariseExecution(
    execution({ status: "call-disconnected", conversation_duration: 4 }),
    now,
  );
  const silent = summariseExecution(
    execution({ status: "call-disconnected", conversation_duration: 0 }),
    now,
  );
  assert.deepEqual([talked.call_status, silent.call_status], ["completed", "failed"]);
});

Deno.test("a live call has no result", () => {
  for (const status of ["ringing", "in-progress", "processing"]) {
    assert.throws(() => summariseExecution(execution({ status }), now), RangeError);
  }
});

Deno.test("no phone number of Bolna's texts is kept", () => {
  const result = summariseExecution(
    execution({ status: "failed", error_message: "to_number +919876543210 is bad" }, {
      hangup_reason: "91 98765 43210 busy",
    }),
    now,
  );
  assert.doesNotMatch(JSON.stringify(result), /\d{5}/);
});

Deno.test("a call that Bolna lost fails with the reason that was seen", () => {
  const result = summariseLost("ringing", "Bolna no longer knows this call.", now);
  assert.deepEqual([result.outcome, result.call_status, result.reason], [
    "lost",
    "failed",
    "Bolna no longer knows this call.",
  ]);
});
