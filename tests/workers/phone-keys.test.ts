import assert from "node:assert/strict";
import { base64 } from "@scure/base";
import { checkPhoneKeys } from "../../local/doctor/check-phone-keys.ts";
import { findWrongKeys } from "../../local/stack/find-wrong-keys.ts";
import { composeDependencies } from "../../supabase/functions/_shared/dependencies.ts";
import { runSweepOnce } from "../../supabase/functions/_shared/calls/run-sweep.ts";
import { createLogger } from "../../supabase/functions/_shared/platform/log.ts";
import { parseSettings } from "../../supabase/functions/_shared/platform/settings.ts";
import { makeBooking, signInAll } from "../support/call-api.ts";
import { serveApi } from "../support/serve-api.ts";
import { startWorld } from "./world.ts";

const world = await startWorld({ seed: true });
Deno.test.afterAll(() => world[Symbol.asyncDispose]());
const { stack, sql, bolna, book, schedule, attempts, pausedReason, settled, createOrganization } = world;

const key32 = (value: number) => base64.encode(new Uint8Array(32).fill(value));
const right = stack.functionEnvironment();
const keyId = right.PHONE_ENCRYPTION_KEYS?.split(":")[0] ?? assert.fail();

/** One pass of a sweep whose settings differ. */
async function sweepWith(env: Record<string, string>) {
  const lines: string[] = [];
  const log = createLogger({ functionName: "sweep", level: "debug", write: (line) => lines.push(line) });
  const deps = composeDependencies(parseSettings({ ...right, ...env }), log, {
    isSchedulerEnabled: () => true,
  });
  const counts = await runSweepOnce({ ...deps, ringAgain: () => Promise.resolve() });
  return { counts, lines };
}

const wrongKeys: [string, Record<string, string>, RegExp][] = [
  [
    "an encryption key",
    { PHONE_ENCRYPTION_KEYS: `${keyId}:${key32(7)}` },
    /PHONE_ENCRYPTION_KEYS has another key/,
  ],
  ["an older encryption key", {
    PHONE_ENCRYPTION_KEYS: `new${crypto.randomUUID().slice(0, 8)}:${key32(6)},${keyId}:${key32(7)}`,
  }, /PHONE_ENCRYPTION_KEYS has another key/],
  ["the index key", { PHONE_INDEX_KEY: key32(8) }, /PHONE_INDEX_KEY is not the key/],
];
for (const [what, env, sentence] of wrongKeys) {
  Deno.test(`${what} that is not the right one spends no call: they wait, it is told, and go on by themselves`, async () => {
    assert.equal((await sweepWith({})).counts.claimed, 0);
    const org = await createOrganization();
    const idle = await createOrganization();
    const ids = await Promise.all([book(org), book(org)]);

    const { counts, lines } = await sweepWith(env);
    assert.deepEqual([counts.claimed, counts.placed, counts.refused], [0, 0, 0]);
    assert.equal(lines.filter((line) => line.includes(`"event":"phone_key_wrong"`)).length, 1);
    for (const id of ids) {
      assert.equal((await schedule(id)).call_status, "scheduled");
      assert.equal((await attempts(id)).length, 0);
    }
    assert.match(await pausedReason(org) ?? "", /PHONE_(INDEX_KEY|ENCRYPTION_KEYS)/);
    assert.equal(await pausedReason(idle), null, "an organisation without calls is left alone");
    const [tick] = await sql`select private.sweep_has_work(10) as is_wanted`;
    assert.equal(tick?.is_wanted, true, "or nobody would see that the key is right again");

    const [finding] = await checkPhoneKeys(parseSettings({ ...right, ...env }));
    assert.equal(finding?.state, "wrong");
    assert.match(finding.says, sentence);
    assert.equal((await checkPhoneKeys(parseSettings(right)))[0]?.state, "wrong", "calling still waits");
    assert.match(await findWrongKeys(sql, { ...right, ...env }) ?? "", sentence);

    await using api = serveApi(stack, env);
    const { admin } = await signInAll(stack, api.functionsUrl);
    const answer = await admin("POST", "acme/call-schedules", makeBooking());
    assert.deepEqual([answer.status, answer.body.code], [503, "not_configured"]);
    assert.doesNotMatch(answer.text, /PHONE_/);
    assert.ok(api.lines.some((line) => sentence.test(line)));

    assert.equal((await sweepWith({})).counts.placed, 2);
    assert.equal(await pausedReason(org), null);
    for (const id of ids) assert.equal((await settled(id)).call_status, "completed");
    assert.equal((await checkPhoneKeys(parseSettings(right)))[0]?.state, "ok");
    assert.equal(await findWrongKeys(sql, right), undefined);
  });
}

Deno.test("a key that is missing pauses once a call needs it, and calls go on when it is back", async () => {
  const org = await createOrganization();
  const id = await book(org);
  const without = { PHONE_ENCRYPTION_KEYS: `k9:${key32(9)}` };
  const { counts } = await sweepWith(without);
  assert.deepEqual([counts.paused, counts.refused], [1, 0]);
  assert.match(await pausedReason(org) ?? "", new RegExp(`lacks the key ${keyId}`));
  assert.equal((await sweepWith(without)).counts.claimed, 0);
  assert.equal(
    (await sweepWith({ PHONE_ENCRYPTION_KEYS: `k9:${key32(9)},${right.PHONE_ENCRYPTION_KEYS}` })).counts
      .placed,
    1,
  );
  assert.equal((await settled(id)).call_status, "completed");
});

Deno.test("a person's pause is not lifted with the key, even one that was put over ours", async () => {
  const org = await createOrganization();
  const id = await book(org);
  await sweepWith({ PHONE_INDEX_KEY: key32(8) });
  await sql`update public.organizations set calling_paused_reason = 'Holidays.' where id = ${org.orgId}`;
  assert.equal((await sweepWith({})).counts.claimed, 0);
  assert.equal(await pausedReason(org), "Holidays.");
  await sql`update public.organizations set calling_paused_reason = null where id = ${org.orgId}`;
  assert.equal((await sweepWith({})).counts.placed, 1);
  assert.equal((await settled(id)).call_status, "completed");
});

Deno.test("a ciphertext that names a key nobody ever had harms its own call only", async () => {
  const org = await createOrganization();
  const [forged, honest] = [await book(org), await book(org)];
  await sql`update public.call_schedules
    set contact_phone_enc = regexp_replace(contact_phone_enc, '^v1\\.[^.]+', 'v1.never') where id = ${forged}`;
  const { counts } = await sweepWith({});
  assert.deepEqual([counts.refused, counts.placed, counts.paused], [1, 1, 0]);
  assert.equal((await schedule(forged)).status_reason_code, "phone_record_invalid");
  assert.equal(await pausedReason(org), null);
  assert.equal((await settled(honest)).call_status, "completed");
});

Deno.test("nobody was rung that no pass had placed", async () => {
  const [rung] =
    await sql`select count(*)::integer as calls from public.call_attempts where bolna_execution_id is not null`;
  assert.equal(bolna.callRequests().length, rung?.calls);
});
