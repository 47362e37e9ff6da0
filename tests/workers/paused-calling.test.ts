import assert from "node:assert/strict";
import { until } from "../support/wait-for.ts";
import { somePhone, startWorld } from "./world.ts";

Deno.test("what would refuse every call stops the organisation and burns no call", async (t) => {
  await using world = await startWorld();
  const { sql, bolna, book, sweep, schedule, attempts, pausedReason, createOrganization } = world;

  const refusals = [
    ["unauthorized", /BOLNA_API_KEY|key/],
    ["forbidden", /key/],
    ["from-number-outage", /number we call from/],
  ] as const;
  for (const [fault, reason] of refusals) {
    await t.step(
      `${fault}: paused with a reason, every call still scheduled, and dialled once it is mended`,
      async () => {
        const org = await createOrganization();
        const other = await createOrganization();
        const ids = await Promise.all([book(org), book(org), book(org)]);
        bolna.setFaults([fault]);
        const counts = await sweep();
        assert.deepEqual([counts.claimed, counts.paused, counts.placed], [3, 3, 0]);
        assert.match(await pausedReason(org) ?? "", reason);
        assert.equal(await pausedReason(other), null);
        for (const id of ids) assert.equal((await schedule(id)).call_status, "scheduled");
        bolna.setFaults();
        assert.equal((await sweep()).claimed, 0);
        await sql`update public.organizations set calling_paused_reason = null where id = ${org.orgId}`;
        assert.equal((await sweep()).placed, 3);
        for (const id of ids) {
          assert.equal((await world.settled(id)).call_status, "completed");
          assert.deepEqual((await attempts(id)).map(({ outcome }) => outcome), ["paused", "completed"]);
        }
      },
    );
  }

  await t.step("an agent that Bolna does not know pauses its organisation and no other", async () => {
    const org = await createOrganization({ bolnaAgentId: crypto.randomUUID() });
    const other = await createOrganization();
    const [id, otherId] = [await book(org), await book(other)];
    await sweep();
    assert.match(await pausedReason(org) ?? "", /agent/);
    assert.equal((await schedule(id)).call_status, "scheduled");
    assert.equal((await world.settled(otherId)).call_status, "completed");
  });

  await t.step("a low wallet pauses, and the call waits undialled", async () => {
    const org = await createOrganization();
    bolna.changeSettings({ walletCents: 0 });
    const id = await book(org);
    await sweep();
    await until(async () => await pausedReason(org) !== null, "the organisation is paused");
    bolna.changeSettings({ walletCents: 5000 });
    assert.equal((await schedule(id)).call_status, "scheduled");
    assert.match(await pausedReason(org) ?? "", /wallet/);
    assert.deepEqual((await attempts(id)).map(({ outcome }) => outcome), ["balance_low"]);
    assert.equal((await sweep()).claimed, 0);
  });

  await t.step("a number whose key is gone pauses and is not spoilt", async () => {
    const org = await createOrganization();
    const id = await book(org);
    await sql`insert into private.phone_keys values ('PHONE_ENCRYPTION_KEYS', 'gone', ${"0".repeat(64)})`;
    await sql`update public.call_schedules set contact_phone_enc = regexp_replace(contact_phone_enc, '^v1\\.[^.]+', 'v1.gone')
      where id = ${id}`;
    assert.equal((await sweep()).paused, 1);
    assert.match(await pausedReason(org) ?? "", /PHONE_ENCRYPTION_KEYS/);
    assert.equal((await schedule(id)).call_status, "scheduled");
  });

  await t.step("a paused organisation is not dialled", async () => {
    const org = await createOrganization();
    const phone = somePhone();
    await book(org, { phone });
    await sql`update public.organizations set calling_paused_reason = 'Closed for the holidays.' where id = ${org.orgId}`;
    assert.equal((await sweep()).claimed, 0);
    assert.equal(bolna.callRequests().filter(({ to }) => to === phone).length, 0);
  });
});

Deno.test("CALL_SCHEDULER_ENABLED=false dials nobody and goes on looking after live calls", async () => {
  await using world = await startWorld({ env: { CALL_SCHEDULER_ENABLED: "false" } });
  const { sql, bolna, book, sweep, schedule, attempt, settled } = world;
  const org = await world.createOrganization();
  const waiting = await book(org);
  const live = await book(org, { phone: somePhone() });
  await sql`update public.call_schedules set is_active = false where id = ${waiting}`;
  const [claimed] = await sql<
    { attempt_id: string }[]
  >`select attempt_id from public.claim_due_calls('before the switch')`;
  assert.ok(claimed);
  const placed = await fetch(`${bolna.url}/call`, {
    method: "POST",
    headers: { authorization: `Bearer ${bolna.apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({
      agent_id: world.stack.functionEnvironment().BOLNA_AGENT_ID,
      recipient_phone_number: somePhone(),
      user_data: { call_ref: claimed.attempt_id },
    }),
  });
  assert.equal(placed.status, 200);
  await placed.body?.cancel();
  await sql`update public.call_schedules set is_active = true where id = ${waiting}`;
  const counts = await sweep();
  assert.deepEqual([counts.enabled, counts.claimed], [false, 0]);
  assert.equal((await schedule(waiting)).call_status, "scheduled");
  assert.equal((await settled(live)).call_status, "completed");
  assert.equal((await attempt(live)).outcome, "completed");
});
