import assert from "node:assert/strict";
import { decideDelivery, type TryEnd } from "../../supabase/functions/_shared/webhooks/decide-delivery.ts";

const decide = (end: TryEnd, { tries = 1, failures = 0 } = {}) =>
  decideDelivery(end, { tries, failures, random: 0 });
const answer = (status: number, retryAfterSeconds: number | null = null) => ({ status, retryAfterSeconds });

Deno.test("any 2xx is a delivery, and only that", () => {
  for (const status of [200, 201, 202, 204, 299]) {
    assert.deepEqual(decide(answer(status)), { step: "delivered", http_status: status });
  }
  for (const status of [300, 301, 308, 400, 401, 404, 422, 429, 500, 503]) {
    assert.equal(decide(answer(status)).step, "retry", `${status}`);
  }
});

Deno.test("410 ends it at once; a redirect is told as one", () => {
  assert.equal(decide(answer(410)).reason_code, "gone");
  assert.equal(decide(answer(410)).step, "dead");
  assert.equal(decide(answer(302)).reason_code, "redirected");
});

Deno.test("tries come ever more seldom, some twenty within three days, and an endpoint is knocked at hourly at least", () => {
  let elapsed = 0;
  let tries = 0;
  while (elapsed < 3 * 86_400) elapsed += decide(answer(500), { tries: ++tries }).seconds ?? 0;
  assert.ok(tries > 15 && tries < 50, `${tries} tries`);
  assert.ok((decide(answer(500), { failures: 100 }).hold_seconds ?? 0) <= 3600);
  assert.ok((decide(answer(503, 900)).seconds ?? 0) >= 900);
});

Deno.test("what is wrong with one message holds no other back; what is wrong with the endpoint does", () => {
  for (const status of [400, 409, 422]) assert.equal(decide(answer(status)).hold_seconds, 0);
  for (const status of [301, 401, 403, 404, 429, 500, 502]) {
    assert.ok((decide(answer(status)).hold_seconds ?? 0) > 0, `${status}`);
  }
  const failed = decide({ failure: "timed_out", reason: "No answer." });
  assert.ok((failed.hold_seconds ?? 0) > 0);
  assert.equal(failed.reason_code, "timed_out");
});
