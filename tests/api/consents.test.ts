import assert from "node:assert/strict";
import { z } from "zod";
import { consent } from "../../supabase/functions/call-scheduling/consents/schema.ts";
import { type Answer, assertError, fieldsOf, signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const { admin, member, viewer } = await signInAll(stack);

const route = "acme/consents";
const consentOf = ({ body }: Answer) => consent.parse(body.consent);
const consentsOf = ({ body }: Answer) => z.array(consent).parse(body.consents);

/** Something that can be recorded, with all that there is. */
const given = {
  contact_phone: "+919876880001",
  contact_id: "0501",
  contact_name: "Asha Rao",
  kind: "express_written",
  purposes: ["marketing", "survey"],
  artificial_voice: true,
  obtained_at: "2026-11-01T10:00:00+05:30",
  source: "web form",
  wording: "I agree to be called\nby an automated voice.",
  wording_version: "3",
  language: "en-IN",
  relation: "self",
  valid_until: "2027-11-01T10:00:00Z",
  evidence: "forms/2026/501.pdf sha256:abc",
};

Deno.test("a member records a consent with all that proves it, and the number is masked for everybody", async () => {
  const answer = await member("POST", route, given);
  assert.equal(answer.status, 201, answer.text);
  const { id, added_by, added_at, org_id, ...kept } = consentOf(answer);
  assert.ok(added_by && added_at && org_id);
  const { contact_phone: _phone, ...sent } = given;
  assert.deepEqual(kept, {
    ...sent,
    contact_id: "501",
    contact_phone: "••••0001",
    obtained_at: "2026-11-01T04:30:00Z",
    revoked_at: null,
    revoked_via: null,
    revoked_reason: null,
    revoked_by: null,
  });
  for (const as of [admin, member, viewer]) {
    const list = await as("GET", `${route}?contact_id=0501`);
    assert.deepEqual(consentsOf(list).map((one) => one.id), [id]);
    assert.equal(consentsOf(list)[0]?.wording, given.wording);
    assert.ok(!list.text.includes("9876880001"));
  }
  assert.deepEqual(consentsOf(await admin("GET", `${route}?contact_id=502`)), []);
});

Deno.test("the least that is needed is recorded for two years, and the same wording is kept once", async () => {
  const { contact_phone, kind: _kind, ...rest } = given;
  const least = {
    contact_phone,
    contact_id: "502",
    kind: "express",
    purposes: ["service", "service"],
    obtained_at: rest.obtained_at,
    source: "spoken",
  };
  const kept = consentOf(await admin("POST", route, least));
  assert.deepEqual(
    [kept.valid_until, kept.artificial_voice, kept.purposes, kept.wording, kept.contact_name],
    ["2028-11-01T04:30:00Z", false, ["service"], null, null],
  );
  await admin("POST", route, { ...given, contact_id: "503" });
  const [row] = await stack.sql`
    select count(*)::int as count from public.consent_wordings where wording = ${given.wording}`;
  assert.equal(row?.count, 1);
});

Deno.test("what is malformed is 400, what cannot be is 422, and nothing is recorded", async () => {
  const count = async () => (await stack.sql`select count(*)::int as n from public.consents`)[0]?.n;
  const before = await count();
  const wrong: [status: number, field: string, change: Record<string, unknown>][] = [
    [400, "contact_id", { contact_id: undefined }],
    [400, "kind", { kind: "verbal" }],
    [400, "kind", { kind: undefined }],
    [400, "purposes", { purposes: [] }],
    [400, "purposes.0", { purposes: ["anything"] }],
    [400, "obtained_at", { obtained_at: "yesterday" }],
    [400, "source", { source: "" }],
    [400, "wording", { wording: undefined }],
    [400, "wording", { wording: "" }],
    [400, "revoked_at", { revoked_at: "2026-11-01T10:00:00Z" }],
    [422, "contact_phone", { contact_phone: "12" }],
    [422, "obtained_at", { obtained_at: "2999-01-01T00:00:00Z", valid_until: undefined }],
    [422, "valid_until", { valid_until: "2026-11-01T04:30:00Z" }],
  ];
  for (const [status, field, change] of wrong) {
    const answer = await member("POST", route, { ...given, ...change });
    assertError(answer, status, JSON.stringify(change));
    assert.deepEqual(fieldsOf(answer), [field]);
  }
  assert.equal(await count(), before);
});

Deno.test("a consent is withdrawn once by a member, and in nothing else changed", async () => {
  const recorded = consentOf(await admin("POST", route, { ...given, contact_id: "504" }));
  const revoke = `${route}/${recorded.id}/revoke`;
  assertError(await member("POST", revoke, {}), 400, "by what way");
  assertError(await viewer("POST", revoke, { via: "phone call" }), 403, "a viewer");
  const first = await member("POST", revoke, { via: "phone call", reason: "Changed her mind" });
  assert.equal(first.status, 200, first.text);
  const { revoked_at, revoked_by, ...revoked } = consentOf(first);
  assert.ok(revoked_at && revoked_by);
  const { revoked_at: _at, revoked_by: _by, ...was } = recorded;
  assert.deepEqual(revoked, { ...was, revoked_via: "phone call", revoked_reason: "Changed her mind" });
  const again = await admin("POST", revoke, { via: "letter" });
  assert.deepEqual([again.status, consentOf(again)], [200, consentOf(first)]);
  for (const method of ["PUT", "PATCH", "DELETE"]) {
    const answer = await admin(method, `${route}/${recorded.id}`, { kind: "express" });
    assert.equal(answer.status, 404, method);
  }
});

Deno.test("the same key records one consent", async () => {
  const key = { "idempotency-key": "consent-once" };
  const body = { ...given, contact_id: "505" };
  const first = await member("POST", route, body, key);
  const again = await member("POST", route, body, key);
  assert.deepEqual([again.headers.get("idempotency-replayed"), again.text], ["true", first.text]);
  assert.equal(consentsOf(await admin("GET", `${route}?contact_id=505`)).length, 1);
});
