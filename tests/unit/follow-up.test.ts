import assert from "node:assert/strict";
import { decideFollowUp, type LiveAttempt } from "../../supabase/functions/_shared/calls/follow-up.ts";

const now = new Date("2026-11-22T12:00:00Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

function attempt(age: number, changes: Partial<LiveAttempt> = {}): LiveAttempt {
  return {
    bolnaStatus: "queued",
    bolnaStatusAt: minutesAgo(age),
    since: minutesAgo(age),
    queueDeadlineSeconds: 300,
    ...changes,
  };
}

function found(status: string, conversation_duration: number | null = null) {
  const execution = {
    status,
    error_message: null,
    termination_reason: null,
    updated_at: null,
    conversation_duration,
    total_cost: null,
    answered_by_voice_mail: null,
    telephony_data: null,
  };
  return { kind: "found", execution } as const;
}

function outcome(...input: Parameters<typeof decideFollowUp>): string {
  const decision = decideFollowUp(...input);
  return decision.step === "settle" ? `settle ${decision.result.outcome}` : decision.step;
}

Deno.test("a terminal record settles a call whose webhooks never came", () => {
  assert.equal(outcome(attempt(1), found("completed", 12), now), "settle completed");
  assert.equal(outcome(attempt(1), found("busy"), now), "settle busy");
});

Deno.test("a live record is waited for until four hours have passed", () => {
  assert.equal(outcome(attempt(239), found("in-progress"), now), "wait");
  assert.equal(outcome(attempt(241), found("in-progress"), now), "settle lost");
  assert.equal(outcome(attempt(241), found("some-new-status"), now), "settle lost");
});

Deno.test("a call that Bolna keeps queued is taken back once the organisation's deadline has passed", () => {
  for (const status of ["queued", "rescheduled", "scheduled"]) {
    assert.equal(outcome(attempt(4), found(status), now), "wait");
    assert.equal(outcome(attempt(6), found(status), now), "stop");
    assert.equal(outcome(attempt(6, { queueDeadlineSeconds: 3600 }), found(status), now), "wait");
  }
});

Deno.test("a dropped line is given half an hour from when we first saw it", () => {
  const dropped = (minutes: number) =>
    attempt(90, { bolnaStatus: "call-disconnected", bolnaStatusAt: minutesAgo(minutes) });
  assert.equal(outcome(dropped(29), found("call-disconnected", 20), now), "wait");
  assert.equal(outcome(dropped(31), found("call-disconnected", 20), now), "settle completed");
  assert.equal(outcome(dropped(31), found("call-disconnected", 0), now), "settle no_answer");
  assert.equal(outcome(attempt(90, { bolnaStatus: "ringing" }), found("call-disconnected"), now), "wait");
});

Deno.test("a record that cannot be found is gone only after half an hour", () => {
  assert.equal(outcome(attempt(29), { kind: "not_found" }, now), "wait");
  assert.equal(outcome(attempt(31), { kind: "not_found" }, now), "settle lost");
});

Deno.test("while Bolna cannot be asked nothing is settled, and after four hours a person is told", () => {
  assert.equal(outcome(attempt(60), { kind: "unreadable" }, now), "wait");
  assert.equal(outcome(attempt(241), { kind: "unreadable" }, now), "flag");
});
