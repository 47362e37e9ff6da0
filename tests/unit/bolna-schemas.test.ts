import assert from "node:assert/strict";
import {
  executionSchema,
  readErrorMessage,
  webhookSchema,
} from "../../supabase/functions/_shared/bolna/schemas.ts";

const ref = "c0000000-0000-4000-8000-000000000001";

Deno.test("durations are read from numbers and from strings, and nonsense is null", () => {
  const read = (duration: unknown) =>
    executionSchema.parse({ id: "x", status: "busy", telephony_data: { duration } }).telephony_data?.duration;
  assert.deepEqual(["12", "0.0", 7.5, "", "soon", -1, null, [], "1e999"].map(read), [
    12,
    0,
    7.5,
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});

Deno.test("times without an offset are UTC", () => {
  const read = (created_at: unknown) =>
    executionSchema.parse({ id: "x", status: "busy", created_at }).created_at;
  assert.equal(read("2026-01-16T05:21:31.365265"), "2026-01-16T05:21:31.365Z");
  assert.equal(read("2026-01-16T05:21:31+05:30"), "2026-01-15T23:51:31.000Z");
  assert.equal(read("2026-01-16T05:21:31Z"), "2026-01-16T05:21:31.000Z");
  for (const wrong of ["yesterday", "", 5, "9999-01-01T00:00:00", "+200000-01-01T00:00:00Z"]) {
    assert.equal(read(wrong), null);
  }
});

Deno.test("a record is readable whatever its other fields hold", () => {
  const odd = {
    id: "x",
    status: "ringing",
    telephony_data: 5,
    context_details: "no",
    total_cost: {},
    retry_count: "a",
  };
  const read = executionSchema.parse(odd);
  assert.deepEqual([read.telephony_data, read.total_cost, read.call_ref, read.retry_count], [
    null,
    null,
    null,
    null,
  ]);
});

Deno.test("our reference is found in both places, and only a UUID is ours", () => {
  const read = (context_details: unknown) =>
    executionSchema.parse({ id: "x", status: "busy", context_details }).call_ref;
  assert.equal(read({ recipient_data: { call_ref: ref, contact_name: "Asha" } }), ref);
  assert.equal(read({ recipient_data: null, call_ref: ref }), ref);
  assert.equal(read({ recipient_data: { call_ref: "42" } }), null);
  assert.equal(read({ recipient_data: null }), null);
});

Deno.test("a trimmed row is told from one that is not ours", () => {
  const has = (row: object) => executionSchema.parse({ id: "x", status: "busy", ...row }).has_context;
  assert.deepEqual([has({}), has({ context_details: null }), has({ context_details: {} })], [
    false,
    false,
    true,
  ]);
});

Deno.test("a webhook needs an id, under either name, and a status", () => {
  assert.equal(webhookSchema.parse({ id: "x", status: "busy" }).id, "x");
  assert.equal(webhookSchema.parse({ execution_id: "y", status: "busy" }).id, "y");
  assert.equal(webhookSchema.parse({ id: 12, execution_id: "y", status: "busy" }).id, "y");
  for (
    const wrong of [
      { status: "busy" },
      { id: "x" },
      { id: "", status: "busy" },
      { id: "x", status: 5 },
      [],
      null,
      "x",
    ]
  ) {
    assert.equal(webhookSchema.safeParse(wrong).success, false, JSON.stringify(wrong));
  }
});

Deno.test("what Postgres cannot store is tidied away", () => {
  const read = webhookSchema.parse({
    id: "x\u0000y",
    status: "bu\u0000sy",
    error_message: "half \ud800 pair",
  });
  assert.deepEqual([read.id, read.status, read.error_message], ["xy", "busy", "half \ufffd pair"]);
});

Deno.test("the sentence of an error is found in every shape that Bolna uses", () => {
  assert.equal(readErrorMessage({ error: 1001, message: "agent_id is required" }), "agent_id is required");
  assert.equal(readErrorMessage({ detail: "Invalid key" }), "Invalid key");
  assert.equal(readErrorMessage({ error: "Nope" }), "Nope");
  assert.equal(
    readErrorMessage({ detail: [{ loc: ["body", "agent_id"], msg: "bad uuid" }] }),
    "body.agent_id: bad uuid",
  );
  assert.equal(readErrorMessage("Bad gateway"), "Bad gateway");
  for (const silent of [null, undefined, 5, {}, [], "", { error: 5 }]) {
    assert.equal(readErrorMessage(silent), null);
  }
});

Deno.test("a record may have nothing but its id and status, in a webhook and when it is read", () => {
  for (const schema of [webhookSchema, executionSchema]) {
    const { id, status, extracted_data, transcript } = schema.parse({ id: "x", status: "ringing" });
    assert.deepEqual([id, status, extracted_data, transcript], ["x", "ringing", null, null]);
  }
});
