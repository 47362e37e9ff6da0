import assert from "node:assert/strict";
import type { PlaceAnswer } from "../../supabase/functions/_shared/bolna/place-answer.ts";
import { normaliseStatus } from "../../supabase/functions/_shared/bolna/status.ts";
import { classifyPlaceAnswer } from "../../supabase/functions/_shared/calls/dispatch-outcome.ts";

function answered(
  status: number,
  message: string | null = null,
  executionId: string | null = null,
  bolnaStatus: string | null = null,
): PlaceAnswer {
  return { kind: "answered", status, executionId, bolnaStatus, message, retryAfterSeconds: null };
}

function codeOf(answer: PlaceAnswer): string {
  const outcome = classifyPlaceAnswer(answer);
  return outcome.outcome === "placed" ? "placed" : `${outcome.outcome} ${outcome.reasonCode}`;
}

Deno.test("2xx with an execution id is a placed call, whatever else is in it", () => {
  for (const status of [200, 201, 202]) {
    assert.deepEqual(classifyPlaceAnswer(answered(status, null, "x-1")), {
      outcome: "placed",
      executionId: "x-1",
      bolnaStatus: "queued",
    });
  }
});

Deno.test("a placed call has its status in the one spelling that events have", () => {
  for (const bolnaStatus of [" Queued", "IN_PROGRESS", "cancelled"]) {
    const outcome = classifyPlaceAnswer(answered(200, null, "x-1", bolnaStatus));
    assert.ok(outcome.outcome === "placed");
    assert.equal(outcome.bolnaStatus, normaliseStatus(bolnaStatus));
  }
});

Deno.test("whatever may have left a call behind is unknown", () => {
  const answers: PlaceAnswer[] = [
    { kind: "no_answer", timedOut: true, message: "" },
    { kind: "no_answer", timedOut: false, message: "connection closed before message completed" },
    answered(200),
    ...[301, 307, 408, 409, 410, 418, 425, 500, 501, 502, 503, 504, 520, 546].map((status) =>
      answered(status)
    ),
  ];
  for (const answer of answers) assert.match(codeOf(answer), /^unknown /);
});

Deno.test("an error that names an execution is still not taken for a placed call", () => {
  assert.match(codeOf(answered(500, null, "x-1")), /^unknown /);
  assert.match(codeOf(answered(400, null, "x-1")), /^refused /);
});

Deno.test("a refusal about this call is refused, with Bolna's words", () => {
  const outcome = classifyPlaceAnswer(answered(400, "recipient_phone_number is required"));
  assert.deepEqual(outcome, {
    outcome: "refused",
    httpStatus: 400,
    reasonCode: "bolna_refused",
    reason: "Bolna refused the call. Bolna says: recipient_phone_number is required",
  });
  assert.equal(codeOf(answered(422, "body.recipient_phone_number: invalid")), "refused bolna_refused");
  assert.equal(codeOf(answered(400)), "refused bolna_refused");
  assert.equal(codeOf(answered(403, "Number is not verified")), "refused number_not_verified");
  const trial = "Trial accounts can only call verified phone numbers";
  assert.equal(codeOf(answered(403, trial)), "refused number_not_verified");
  assert.equal(
    codeOf(answered(400, "Trial accounts may call verified numbers only")),
    "refused number_not_verified",
  );
});

Deno.test("a refusal that every call would meet pauses calling instead", () => {
  const lostNumber =
    "Calling from_number +918035735900 doesn't exist for plivo. Please check your agent telephony provider.";
  assert.equal(codeOf(answered(400, lostNumber)), "paused bolna_from_number");
  assert.equal(codeOf(answered(422, "from_phone_number: not owned")), "paused bolna_from_number");
  assert.equal(codeOf(answered(400, "agent_id is required")), "paused bolna_agent_unknown");
  assert.equal(
    codeOf(answered(400, "Agent is restricted due to disallowed content.")),
    "paused bolna_agent_unknown",
  );
  assert.equal(codeOf(answered(404, "Agent not found")), "paused bolna_agent_unknown");
  assert.equal(codeOf(answered(401, "Access denied")), "paused bolna_credentials");
  assert.equal(codeOf(answered(403, "Forbidden")), "paused bolna_credentials");
  assert.equal(codeOf(answered(402)), "paused bolna_payment");
});

Deno.test("429 and a connection that was never made may be tried again", () => {
  const busy = classifyPlaceAnswer({
    kind: "answered",
    status: 429,
    executionId: null,
    bolnaStatus: null,
    message: null,
    retryAfterSeconds: 7,
  });
  assert.equal(busy.outcome, "not_sent");
  assert.equal(busy.outcome === "not_sent" && busy.retryAfterSeconds, 7);
  assert.equal(codeOf({ kind: "not_sent", message: "" }), "not_sent bolna_unreachable");
});

Deno.test("no reason carries a phone number", () => {
  for (const number of ["+918035735900", "+91 80357 35900", "(080) 3573-5900", "918035735900"]) {
    const outcome = classifyPlaceAnswer(answered(400, `Bad number ${number} for plivo`));
    assert.equal(outcome.outcome, "refused");
    assert.equal(outcome.outcome === "refused" && outcome.reason.includes("5900"), false, number);
  }
});
