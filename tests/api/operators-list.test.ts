import assert from "node:assert/strict";
import { importOperatorsList, liftFromOperatorsList } from "../../local/do-not-call/import-operators-list.ts";
import { parseSettings } from "../../supabase/functions/_shared/platform/settings.ts";
import { globexAgent, makeBooking, scheduleOf, signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const { admin, foreigner } = await signInAll(stack);
const settings = parseSettings(stack.functionEnvironment());
const fileOf = (text: string) => Uint8Array.from(new TextEncoder().encode(text)).buffer;

Deno.test("the operator's list is everybody's: its numbers' calls are withdrawn, and no tenant learns whose they are", async () => {
  const contact_phone = "+919876890001";
  const ours = scheduleOf(await admin("POST", "acme/call-schedules", makeBooking({ contact_phone })));
  const theirs = scheduleOf(
    await foreigner("POST", "globex/call-schedules", makeBooking({ contact_phone, agent_id: globexAgent })),
  );
  const file = fileOf(`phone,scope\n98768 90001,all\nnonsense,all\n+919876890002,marketing\n`);
  const { added, rejected } = await importOperatorsList(settings, {
    file,
    country: "IN",
    reason: "A court order",
  });
  assert.deepEqual([added, rejected.map(({ line }) => line)], [2, [3]]);
  for (
    const [as, path] of [[admin, `acme/call-schedules/${ours.id}`], [
      foreigner,
      `globex/call-schedules/${theirs.id}`,
    ]] as const
  ) {
    const { call_status, status_reason_code, ...shown } = scheduleOf(await as("GET", path));
    assert.deepEqual([call_status, status_reason_code], ["cancelled", "suppressed_global"]);
    assert.ok(!Object.keys(shown).some((key) => key.includes("hash")));
  }
  assert.ok(!(await admin("GET", "acme/suppressions")).text.includes("court"));
  assert.equal((await importOperatorsList(settings, { file, country: "IN", reason: "Again" })).added, 0);
  assert.equal(await liftFromOperatorsList(settings, contact_phone, "The order ended"), 1);
  assert.equal(await liftFromOperatorsList(settings, contact_phone, "The order ended"), 0);
});

Deno.test("what a registry said serves every organisation", async () => {
  const file = fileOf("phone,listed\n+919876890003,no\n");
  const terms = { file, reason: "", registry: "IN-NDNC", checkedAt: "2026-11-01T00:00:00Z" };
  assert.equal((await importOperatorsList(settings, terms)).added, 1);
  const rows = await stack.sql`
    select org_id, listed from private.registry_checks where registry = 'IN-NDNC'`;
  assert.deepEqual([...rows], [{ org_id: null, listed: false }]);
});

Deno.test("a list that would be hashed with another key is not taken: it would match nobody", async () => {
  const other = { ...settings, phoneIndexKey: crypto.getRandomValues(new Uint8Array(32)) };
  const before = await stack.sql`select count(*)::int as n from private.global_suppressions`;
  await assert.rejects(
    importOperatorsList(other, { file: fileOf("+919876890004\n"), reason: "A court order" }),
    { name: "PhoneKeyError" },
  );
  assert.deepEqual([...await stack.sql`select count(*)::int as n from private.global_suppressions`], [
    ...before,
  ]);
});
