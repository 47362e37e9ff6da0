import assert from "node:assert/strict";
import { mergeFacts } from "../../supabase/functions/_shared/calls/merge-facts.ts";
import type { ExecutionFacts } from "../../supabase/functions/_shared/calls/summarise-execution.ts";

const bare: ExecutionFacts = {
  status: "completed",
  error_message: null,
  termination_reason: null,
  updated_at: null,
  conversation_duration: null,
  total_cost: null,
  answered_by_voice_mail: null,
  telephony_data: null,
};
const line = {
  duration: 14,
  hangup_by: "Callee",
  hangup_reason: "Call recipient hungup",
  hangup_provider_code: "4000",
};
const heard: ExecutionFacts = { ...bare, conversation_duration: 12, total_cost: 3.3, telephony_data: line };

Deno.test("what a trimmed or unfinished record leaves out is filled in from the webhook", () => {
  assert.deepEqual(mergeFacts(bare, heard), heard);
  const unfinished = {
    ...bare,
    conversation_duration: 0,
    telephony_data: { ...line, duration: 0, hangup_by: null },
  };
  assert.deepEqual(mergeFacts(unfinished, heard), heard);
});

Deno.test("where both say something, what was read counts", () => {
  const read = {
    ...bare,
    conversation_duration: 9,
    total_cost: 2,
    telephony_data: { ...line, duration: 11 },
  };
  assert.deepEqual(mergeFacts(read, heard), read);
});

Deno.test("a webhook of another status fills nothing in", () => {
  const read = { ...bare, status: "no-answer" };
  assert.equal(mergeFacts(read, heard), read);
});
