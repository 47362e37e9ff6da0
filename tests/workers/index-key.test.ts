import assert from "node:assert/strict";
import { base64 } from "@scure/base";
import { z } from "zod";
import { checkRotation } from "../../local/doctor/check-rotation.ts";
import { describeRotation } from "../../local/rotation/describe-rotation.ts";
import { readRotations, rotateOverSql } from "../../local/rotation/rotate-index-key.ts";
import { runSweepOnce } from "../../supabase/functions/_shared/calls/run-sweep.ts";
import { composeDependencies } from "../../supabase/functions/_shared/dependencies.ts";
import { createLogger } from "../../supabase/functions/_shared/platform/log.ts";
import { parseSettings } from "../../supabase/functions/_shared/platform/settings.ts";
import { createApp as createSync } from "../../supabase/functions/sync/app.ts";
import { makeBooking, scheduleOf, signInAll } from "../support/call-api.ts";
import { callRoundTheClock } from "../support/call-round-the-clock.ts";
import { endsByTimeout } from "../support/ends-by-timeout.ts";
import { serveApi } from "../support/serve-api.ts";
import { startWorld } from "./world.ts";

const world = await startWorld({ seed: true, withFunctions: ["bolna-webhook"] });
Deno.test.afterAll(() => world[Symbol.asyncDispose]());
const { stack, sql, book, attempts, settled, createOrganization } = world;
const acme = "0a000000-0000-4000-8000-000000000001";

const key32 = (value: number) => base64.encode(new Uint8Array(32).fill(value));
const right = stack.functionEnvironment();
const both = { PHONE_INDEX_KEY: key32(8), PHONE_INDEX_KEY_PREVIOUS: right.PHONE_INDEX_KEY ?? assert.fail() };
const newAlone = { PHONE_INDEX_KEY: key32(8) };
const quiet = createLogger({ functionName: "test", level: "error", write: () => {} });
const settingsOf = (env: Record<string, string>) => parseSettings({ ...right, ...env });

/** One run of the worker, asked as pg_net asks. */
async function ringRotation(env: Record<string, string>) {
  const app = createSync(composeDependencies(settingsOf(env), quiet));
  const response = await app.fetch(
    new Request("http://127.0.0.1/sync?only=rotation&wait=true", {
      method: "POST",
      headers: { apikey: stack.secretKey },
    }),
  );
  return { status: response.status, body: await response.json() };
}

async function rotateAll(env: Record<string, string>): Promise<void> {
  for (let finished = false; !finished;) {
    const { status, body } = await ringRotation(env);
    assert.equal(status, 200);
    finished = body.finished;
  }
}

const sweepWith = (env: Record<string, string>) => runSweepOnce(world.sweepDeps({ env }));
const keysOf = (env: Record<string, string>) => {
  const { phoneEncryptionKeys, phoneIndexKey, phoneIndexKeyPrevious } = settingsOf(env);
  return { phoneEncryptionKeys, phoneIndexKey, phoneIndexKeyPrevious };
};
const newCipher = () => composeDependencies(settingsOf(both), quiet).cipher;

let numbers = 0;
const makeNumber = () => `+9198767${String(10000 + ++numbers)}`;

Deno.test("the index key is changed while all goes on: lists, one call a number and searches hold by either key", async (t) => {
  await callRoundTheClock(sql, acme);
  const [listed, forgotten, waiting, twice] = [makeNumber(), makeNumber(), makeNumber(), makeNumber()];
  await using oldApi = serveApi(stack);
  const before = await signInAll(stack, oldApi.functionsUrl);
  const suppress = (as: typeof before.admin, contact_phone: string) =>
    as("POST", "acme/suppressions", { contact_phone, scope: "all", reason: "Asked by letter" });
  for (const number of [listed, forgotten]) assert.equal((await suppress(before.admin, number)).status, 201);
  const booked = scheduleOf(
    await before.admin("POST", "acme/call-schedules", makeBooking({ contact_phone: waiting })),
  );
  const repeated = makeBooking();
  const headers = { "idempotency-key": crypto.randomUUID() };
  const first = scheduleOf(await before.admin("POST", "acme/call-schedules", repeated, headers));
  const org = await createOrganization();
  const due = await book(org, { phone: twice, dueIn: 3600 });
  for (let many = 0; many < 250; many++) await book(org, { dueIn: 3600 });

  // As where the sweep ticks, but that nothing ticks here.
  await sql`update private.workers set enabled = true where name = 'sweep'`;
  const ticks = async () => {
    const [row] = await sql`
      select w.enabled and exists (select from cron.job j where j.jobname = w.cron_job) as on
      from private.workers w where w.name = 'rotation'`;
    return row?.on;
  };
  await using api = serveApi(stack, both);
  const { admin, viewer } = await signInAll(stack, api.functionsUrl);

  await t.step("a wrong key is refused: booking answers 503 and nothing begins", async () => {
    for (const wrong of [newAlone, { ...both, PHONE_INDEX_KEY_PREVIOUS: key32(9) }]) {
      await using wrongApi = serveApi(stack, wrong);
      const as = (await signInAll(stack, wrongApi.functionsUrl)).admin;
      assert.equal((await as("POST", "acme/call-schedules", makeBooking())).status, 503);
      await assert.rejects(rotateOverSql(sql, { keys: keysOf(wrong), log: quiet }), /PHONE_INDEX_KEY/);
    }
    assert.deepEqual(await readRotations(sql), []);
    // What was paused for them goes on with the right ones.
    await sweepWith({});
  });

  await t.step("both keys together begin it, and until it moves all goes by the old hashes", async () => {
    assert.equal((await admin("POST", "acme/call-schedules", makeBooking())).status, 201);
    const [standing] = await readRotations(sql);
    assert.equal(standing?.state, "waiting");
    assert.equal(await ticks(), true, "the worker ticks from now on");
    const refused = await admin("POST", "acme/call-schedules", makeBooking({ contact_phone: listed }));
    assert.deepEqual([refused.status, refused.body.code], [422, "suppressed_org"], refused.text);
    assert.deepEqual((await ringRotation(both)).body, {
      success: true,
      moved: 0,
      unreadable: 0,
      finished: true,
    });
    await sql`update private.phone_rotations set moves_from = begun_at`;
  });

  await t.step("a do-not-call entry of before holds, by the number alone", async () => {
    const refused = await admin("POST", "acme/call-schedules", makeBooking({ contact_phone: listed }));
    assert.deepEqual([refused.status, refused.body.code], [422, "suppressed_org"], refused.text);
    const found = await viewer("POST", "acme/suppressions/find", { contact_phone: listed });
    assert.equal(z.array(z.unknown()).parse(found.body.suppressions).length, 1);
  });

  await t.step("a search finds what was booked before, and an entry of now withdraws it", async () => {
    const found = await admin("GET", `acme/call-schedules?q=${encodeURIComponent(waiting)}`);
    assert.deepEqual(found.body.schedules?.map(({ id }) => id), [booked.id]);
    assert.equal((await suppress(admin, waiting)).status, 201);
    const withdrawn = scheduleOf(await admin("GET", `acme/call-schedules/${booked.id}`));
    assert.deepEqual([withdrawn.call_status, withdrawn.status_reason_code], ["cancelled", "suppressed_org"]);
  });

  await t.step("a request of before is known again by its Idempotency-Key", async () => {
    const again = await admin("POST", "acme/call-schedules", repeated, headers);
    assert.deepEqual([again.status, scheduleOf(again).id], [201, first.id]);
  });

  await t.step("one call a number at a time, however often it is booked by either key", async () => {
    const hash = await newCipher().hash(org.orgId, twice);
    const again = await book(org, { phone: twice, phoneHash: hash });
    await sql`update public.call_schedules set scheduled_at = now() - interval '1 minute' where id = ${due}`;
    const stale = await book(org, { phone: twice });
    const unmoved = await book(org);
    const { claimed, refused } = await sweepWith(both);
    assert.deepEqual([claimed, refused], [2, 0]);
    const made = await Promise.all([due, again, stale].map(attempts));
    assert.deepEqual(made.map((of) => of.length).sort(), [0, 0, 1]);
    assert.equal(
      (await settled([due, again, stale][made.findIndex((of) => of.length === 1)] ?? "")).call_status,
      "completed",
    );
    assert.equal((await settled(unmoved)).call_status, "completed", "one that has not moved is dialled too");
  });

  await t.step({
    name: "who is writing a number is not moved under; nobody waits long, and it moves afterwards",
    ignore: !await endsByTimeout(sql),
    fn: async () => {
      const phone = makeNumber();
      const cipher = newCipher();
      const oldHash = await world.cipher.hash(org.orgId, phone);
      await sql.begin(async (tx) => {
        await tx`
        insert into public.suppressions (org_id, phone_hash, phone_last4, reason, source)
        values (${org.orgId}, ${oldHash}, '0000', 'Asked.', 'user')`;
        assert.equal(await cipher.hash(org.orgId, phone), oldHash);
      });
      const newHash = await cipher.hash(org.orgId, phone);
      assert.notEqual(newHash, oldHash);
      const [moved] =
        await sql`select count(*)::int as rows from public.suppressions where phone_hash = ${newHash}`;
      assert.equal(moved?.rows, 1);
    },
  });

  await t.step({
    name: "where somebody writes one number of a set, the others of it move all the same",
    ignore: !await endsByTimeout(sql),
    fn: async () => {
      const pairs = await Promise.all(
        Array.from({ length: 40 }, () => newCipher().pairHashes(org.orgId, makeNumber())),
      );
      const oldHashes = pairs.map((pair) => pair?.old_hash ?? assert.fail());
      const [held = ""] = oldHashes.slice(17);
      await sql.begin(async (tx) => {
        await tx`select private.hold_phone_hash(${held})`;
        const heldTogether = oldHashes.filter((hash) => hash.slice(0, 2) === held.slice(0, 2)).length;
        // It gives way to whatever holds a lock for a tenth of a second, a vacuum too: what it left then, it moves at another try.
        let moved = 0;
        let missed = pairs.length;
        for (let tries = 0; tries < 10 && missed > heldTogether; tries++) {
          const [answer] = await sql`select * from private.try_to_move_phone_hashes(${
            sql.json(pairs.map((pair) => ({ ...pair })))
          })`;
          moved += answer?.moved;
          missed = answer?.missed;
        }
        assert.deepEqual({ moved, missed }, { moved: pairs.length - heldTogether, missed: heldTogether });
      });
    },
  });

  await t.step(
    "a worker that was killed half way is followed by another, and how far it is can be asked",
    async () => {
      const stop = new Error("killed");
      let steps = 0;
      const dies = rotateOverSql(sql, {
        keys: keysOf(both),
        log: quiet,
        batch: 50,
        onStep: () => {
          if (++steps === 3) throw stop;
        },
      });
      await assert.rejects(dies, stop);
      const [standing] = await readRotations(sql);
      assert.ok(standing?.state === "walking" && standing.done > 100 && standing.done < standing.total);
      assert.match(describeRotation(standing), /\d+ of \d+ numbers walked through, about \d+ s more/);
      const health = z.object({ key_rotation: z.looseObject({ state: z.string(), percent: z.number() }) })
        .parse((await viewer("GET", "acme/health")).body.health);
      assert.equal(health.key_rotation.state, "walking");
      assert.ok(health.key_rotation.percent > 0 && health.key_rotation.percent < 100);
      await Promise.all([rotateAll(both), rotateAll(both)]);
    },
  );

  await t.step("what has nothing but a hash keeps the old key, until its number is seen", async () => {
    const [standing] = await readRotations(sql);
    assert.deepEqual([standing?.state, standing?.left_over], ["left_over", { suppressions: 1 }]);
    const [finding] = await checkRotation(settingsOf(both));
    assert.deepEqual(finding?.state, "warning");
    assert.match(finding.says, /1 \(suppressions\).*PHONE_INDEX_KEY_PREVIOUS must stay/);
    const refused = await admin("POST", "acme/call-schedules", makeBooking({ contact_phone: forgotten }));
    assert.deepEqual([refused.status, refused.body.code], [422, "suppressed_org"], refused.text);
    await sql`update private.phone_rotations set walked_at = walked_at - interval '1 hour'`;
    await rotateAll(both);
    assert.deepEqual([await readRotations(sql), await checkRotation(settingsOf(both))], [[], []]);
    await sql`update private.phone_rotations set finished_at = finished_at - interval '2 hours'`;
    assert.equal((await ringRotation(both)).status, 200);
    assert.equal(await ticks(), false, "and is done, with what it kept of it");
  });

  await t.step("then the old key goes, and all holds by the new one alone", async () => {
    await using newApi = serveApi(stack, newAlone);
    const as = (await signInAll(stack, newApi.functionsUrl)).admin;
    for (const contact_phone of [listed, forgotten, waiting]) {
      const refused = await as("POST", "acme/call-schedules", makeBooking({ contact_phone }));
      assert.deepEqual([refused.status, refused.body.code], [422, "suppressed_org"], refused.text);
    }
    await sql`update public.call_schedules set scheduled_at = now() - interval '1 minute'
      where org_id = ${org.orgId} and call_status = 'scheduled'`;
    assert.ok((await sweepWith(newAlone)).placed > 0);
    assert.equal(
      (await (await signInAll(stack, oldApi.functionsUrl)).admin("GET", "acme/health")).status,
      200,
    );
    await assert.rejects(rotateOverSql(sql, { keys: keysOf({}), log: quiet }), /PHONE_INDEX_KEY/);
  });
});

Deno.test("the worker closes every number anew with a new encryption key, and only then may the old one go", async () => {
  const org = await createOrganization();
  const phone = makeNumber();
  const { cipher } = composeDependencies(settingsOf(newAlone), quiet);
  const id = await book(org, { phone, phoneHash: await cipher.hash(org.orgId, phone) });
  const [oldId] = (right.PHONE_ENCRYPTION_KEYS ?? "").split(":");
  const env = { ...newAlone, PHONE_ENCRYPTION_KEYS: `new:${key32(5)},${right.PHONE_ENCRYPTION_KEYS}` };
  await composeDependencies(settingsOf(env), quiet).cipher.checkKeys();
  assert.equal((await readRotations(sql))[0]?.state, "waiting");
  await sql`update private.phone_rotations set moves_from = begun_at`;
  await rotateAll(env);
  const [standing] = await readRotations(sql);
  assert.deepEqual(standing?.left_over, { [oldId ?? ""]: 1 }, "a kept answer, which is gone within a day");
  await sql`delete from public.idempotency_keys`;
  await sql`update private.phone_rotations set walked_at = walked_at - interval '1 hour'`;
  await rotateAll(env);
  assert.deepEqual(await readRotations(sql), []);
  assert.ok((await sweepWith({ ...newAlone, PHONE_ENCRYPTION_KEYS: `new:${key32(5)}` })).placed > 0);
  const { call_status, status_reason_code } = await settled(id);
  assert.deepEqual([call_status, status_reason_code], ["completed", "answered"]);
});
