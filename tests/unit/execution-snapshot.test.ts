import assert from "node:assert/strict";
import { webhookSchema } from "../../supabase/functions/_shared/bolna/schemas.ts";
import {
  hashSnapshot,
  packSnapshot,
  takeSnapshot,
} from "../../supabase/functions/_shared/calls/execution-snapshot.ts";

const body = {
  id: "e0000000-0000-4000-8000-000000000001",
  agent_id: "a0000000-0000-4000-8000-000000000001",
  status: "in_progress",
  conversation_duration: 0,
  transcript: "assistant: Hello Asha Rao",
  summary: "Asha Rao was told",
  user_number: "+919876543210",
  extracted_data: { name: "Asha Rao" },
  telephony_data: {
    duration: "12",
    to_number: "+919876543210",
    from_number: "+918035735900",
    recording_url: "https://api.bolna.ai/recordings/call/1",
    hangup_reason: "Call recipient +919876543210 hungup",
  },
  context_details: {
    recipient_data: { call_ref: "c0000000-0000-4000-8000-000000000001", contact_name: "Asha Rao" },
    recipient_phone_number: "+919876543210",
  },
  updated_at: "2026-01-16T05:21:31.365265",
  some_new_field: "+919876543210",
};

const snapshotOf = (changes: Record<string, unknown>) =>
  takeSnapshot(webhookSchema.parse({ ...body, ...changes }));

Deno.test("an event keeps no number, name, transcript, summary or recording", () => {
  const text = JSON.stringify(snapshotOf({}));
  for (const secret of ["9876543210", "8035735900", "Asha", "recordings", "assistant"]) {
    assert.equal(text.includes(secret), false, secret);
  }
  assert.match(text, /c0000000-0000-4000-8000-000000000001/);
});

Deno.test("a redelivery has the same hash, also when Bolna moved updated_at or the order of the keys", () => {
  const first = hashSnapshot(snapshotOf({}));
  assert.match(first, /^[\w-]{22}$/);
  assert.equal(hashSnapshot(snapshotOf({ updated_at: "2026-01-16T05:22:00.000000" })), first);
  const reversed = Object.fromEntries(Object.entries(body).reverse());
  assert.equal(hashSnapshot(takeSnapshot(webhookSchema.parse(reversed))), first);
});

Deno.test("news has another hash", () => {
  const first = hashSnapshot(snapshotOf({}));
  for (
    const change of [{ status: "completed" }, { conversation_duration: 3 }, { retry_count: 1 }, {
      total_cost: 2,
    }]
  ) {
    assert.notEqual(hashSnapshot(snapshotOf(change)), first);
  }
});

Deno.test("beside its columns an event keeps what they do not say, and nothing that is null", () => {
  assert.deepEqual(packSnapshot(snapshotOf({})), {
    agent_id: "a0000000-0000-4000-8000-000000000001",
    updated_at: "2026-01-16T05:21:31.365Z",
    telephony_data: { duration: 12, hangup_reason: "Call recipient [number] hungup" },
  });
  assert.deepEqual(packSnapshot(snapshotOf({ telephony_data: null })).telephony_data, undefined);
  assert.deepEqual(packSnapshot(snapshotOf({ telephony_data: {} })).telephony_data, undefined);
  const line = (provider: string) =>
    packSnapshot(snapshotOf({ provider: "twilio", telephony_data: { provider } })).telephony_data;
  assert.equal(line("twilio"), undefined, "a provider that is said twice is kept once");
  assert.deepEqual(line("plivo"), { provider: "plivo" });
});

Deno.test("of a call that goes on an event keeps no figure of 0, of one whose line is down all; and who called only if it was not us", () => {
  const figures = { conversation_duration: 0, total_cost: 0, answered_by_voice_mail: false };
  const kept = (changes: Record<string, unknown>) => {
    const { agent_id: _, updated_at: _at, ...rest } = packSnapshot(snapshotOf({ ...figures, ...changes }));
    return rest;
  };
  const line = { duration: 0, call_type: "outbound" };
  assert.deepEqual(kept({ status: "ringing", telephony_data: line }), {});
  for (const status of ["call-disconnected", "completed", "no-answer"]) {
    assert.deepEqual(kept({ status, telephony_data: line }), { ...figures, telephony_data: { duration: 0 } });
  }
  assert.deepEqual(kept({ telephony_data: { call_type: "inbound" } }), {
    telephony_data: { call_type: "inbound" },
  });
});
