import assert from "node:assert/strict";
import {
  assertError,
  createCallApi,
  fieldsOf,
  makeBooking,
  scheduleOf,
  signInAll,
} from "../support/call-api.ts";
import { keepContacts } from "../support/keep-contacts.ts";
import { serveApi } from "../support/serve-api.ts";
import { integrationOf, path, startConnectionWorld, token } from "./connection-world.ts";

const world = await startConnectionWorld();
Deno.test.afterAll(() => world.close());
const { stack, hubspot, api, admin, member, viewer, foreigner, put, read, disconnect, test } = world;

const defaults = {
  portal_id: null,
  checkup_property: "last_checkup_date",
  phone_property: "phone",
  mobile_property: "mobilephone",
  time_zone_property: "hs_timezone",
  language_property: "hs_language",
  owner_property: "hubspot_owner_id",
  do_not_call_property: "do_not_call",
  default_country: null,
  portal_time_zone: null,
  write_back_enabled: true,
  last_call_date_property: null,
  last_call_outcome_property: null,
  call_summary_property: null,
};

Deno.test("an organisation that is not connected sees what connecting would begin with", async () => {
  assert.deepEqual(await read(), {
    connected: false,
    token_set: false,
    uses_default_token: false,
    ...defaults,
    state: "not_connected",
    state_detail: null,
    state_at: null,
    next_sync_at: null,
    synced_until: null,
    last_sync: null,
  });
  // Several organisations: the deployment's token is nobody's by itself.
  await using withKey = serveApi(stack, { HUBSPOT_API_URL: hubspot.url, HUBSPOT_API_KEY: token });
  const there = (await signInAll(stack, withKey.functionsUrl)).admin;
  assert.equal(integrationOf(await there("GET", path)).connected, false);
  for (const [method, suffix] of [["POST", "/test"], ["DELETE", ""]] as const) {
    const answer = await there(method, `${path}${suffix}`);
    assertError(answer, 409, method);
    assert.equal(answer.body.code, "hubspot_not_connected");
  }
  const needed = await there("PUT", path, { default_country: "IN" });
  assertError(needed, 422, "no token");
  assert.deepEqual([needed.body.code, fieldsOf(needed)], ["token_needed", ["token"]]);
});

Deno.test("a token connects, is never read back, and stays while settings change", async () => {
  const made = await put({ token });
  assert.deepEqual([made.connected, made.token_set, made.uses_default_token, made.state], [
    true,
    true,
    false,
    "untested",
  ]);
  assert.ok(made.next_sync_at !== null && made.synced_until === null);
  const changes = {
    checkup_property: "service_on",
    mobile_property: null,
    do_not_call_property: null,
    default_country: "IN",
    portal_time_zone: "America/New_York",
    write_back_enabled: false,
    last_call_date_property: "ai_last_call_at",
  };
  const { next_sync_at: _next, ...changed } = await put(changes);
  const { next_sync_at: _before, ...before } = made;
  assert.deepEqual(changed, { ...before, ...changes });
  const { next_sync_at: _after, ...cleared } = await put({
    portal_time_zone: null,
    last_call_date_property: null,
  });
  assert.deepEqual(cleared, { ...changed, portal_time_zone: null, last_call_date_property: null });
  await disconnect();
});

Deno.test("the token is in no answer, log line or table but Vault, whatever happens", async () => {
  const answers = [
    await admin("PUT", path, { token }, { "idempotency-key": "put" }),
    await admin("GET", path),
    await admin("POST", `${path}/test`, undefined, { "idempotency-key": "test" }),
    await admin("PUT", path, { token, no_such_setting: 1 }),
    await admin("PUT", path, `{"token":"${token}"`),
    await admin("PUT", path, { token: `${token}é` }),
    await admin("PUT", path, { token: [token] }),
    await admin("PUT", path, { [token]: token.slice(4) }),
    await member("PUT", path, { token }),
  ];
  hubspot.setFaults([{ fault: "401" }]);
  answers.push(await admin("POST", `${path}/test`));
  hubspot.setFaults();
  const secret = "secret-of-acme";
  // The name of an unknown field is told: that is the caller's own doing.
  for (const { text } of answers.filter(({ text }) => !text.includes("is not taken here"))) {
    assert.ok(!text.includes(secret), text);
  }
  for (const line of api.lines) assert.ok(!line.includes(secret), line);
  const tables = await stack.sql`
    select schemaname, tablename from pg_tables where schemaname not in ('pg_catalog', 'information_schema', 'vault')`;
  for (const { schemaname, tablename } of tables) {
    const rows = await stack.sql`select t::text as row from ${stack.sql(schemaname)}.${
      stack.sql(tablename)
    } t`;
    for (const { row } of rows) assert.ok(!String(row).includes(secret), `${schemaname}.${tablename}`);
  }
  await disconnect();
});

Deno.test("disconnecting erases the token and withdraws what rules planned; connecting again needs a token and finds the settings", async () => {
  await put({ token, default_country: "IN" });
  await keepContacts(stack, "acme", [{ contact_id: "501" }]);
  const planned = scheduleOf(await admin("POST", "acme/call-schedules", makeBooking()));
  const booked = scheduleOf(await admin("POST", "acme/call-schedules", makeBooking()));
  await stack.sql`
    with rule as (
      insert into public.call_schedule_rules (org_id, agent_id, rule_name, rule_type)
      select org_id, agent_id, 'R', 'checkup_threshold' from public.call_schedules where id = ${planned.id} returning id)
    update public.call_schedules s set rule_id = rule.id from rule where s.id = ${planned.id}`;
  const answer = await admin("DELETE", path);
  assert.equal(answer.status, 200, answer.text);
  const [secrets] = await stack.sql`
    select count(*)::int as count from vault.secrets where name like 'hubspot_token_%'`;
  assert.equal(secrets?.count, 0);
  assert.deepEqual((await admin("GET", "acme/contacts")).body.contacts, []);
  const statusOf = async (id: string) =>
    scheduleOf(await admin("GET", `acme/call-schedules/${id}`)).call_status;
  assert.deepEqual([await statusOf(planned.id), await statusOf(booked.id)], ["cancelled", "scheduled"]);
  const now = await read();
  assert.deepEqual([now.connected, now.token_set, now.state, now.default_country], [
    false,
    false,
    "not_connected",
    "IN",
  ]);
  assertError(await admin("DELETE", path), 409, "twice");
  assertError(await admin("PUT", path, { default_country: "US" }), 422, "without a token");
  assert.equal((await put({ token })).default_country, "IN");
  await disconnect();
});

Deno.test("how the last reading went is told", async () => {
  await put({ token });
  await stack.sql`
    insert into public.contact_syncs (org_id, kind, started_at, finished_at, state, contacts_read, contacts_changed,
      contacts_broken, reason_code, reason)
    select id, 'full', '2026-11-01T10:00:00Z', '2026-11-01T10:01:00Z', 'failed', 7, 5, 1, 'token_rejected', 'No.'
    from public.organizations where slug = 'acme'`;
  assert.deepEqual((await read()).last_sync, {
    kind: "full",
    state: "failed",
    started_at: "2026-11-01T10:00:00Z",
    finished_at: "2026-11-01T10:01:00Z",
    contacts_read: 7,
    contacts_total: null,
    seconds_left: null,
    contacts_changed: 5,
    contacts_broken: 1,
    contacts_removed: 0,
    reason_code: "token_rejected",
    reason: "No.",
  });
  // One that runs says how far it is, by what the last whole one found.
  await stack.sql`
    insert into public.contact_syncs (org_id, kind, started_at, finished_at, state, contacts_read, worker, lease_expires_at)
    select o.id, 'full', now() - r.ago, r.finished_at, r.state, r.contacts_read, 'a worker', now() + interval '1 hour'
    from public.organizations o cross join (values
      (interval '1 day', now(), 'completed'::public.contact_sync_state, 4000),
      (interval '100 seconds', null, 'running', 1000)) r (ago, finished_at, state, contacts_read)
    where o.slug = 'acme' order by r.ago desc`;
  const { last_sync: running } = await read();
  assert.deepEqual([running?.contacts_read, running?.contacts_total], [1000, 4000]);
  assert.ok(Math.abs((running?.seconds_left ?? 0) - 300) <= 30, `${running?.seconds_left} s left`);
  await disconnect();
});

Deno.test("only admins see or touch the connection, each their own organisation's", async () => {
  await put({ token });
  const routes = [["GET", ""], ["PUT", ""], ["DELETE", ""], ["POST", "/test"], ["GET", "/outbox"]] as const;
  for (const as of [member, viewer]) {
    for (const [method, suffix] of routes) {
      const answer = await as(method, `${path}${suffix}`, method === "PUT" ? { token } : undefined);
      assertError(answer, 403, `${method} ${suffix}`);
    }
  }
  assert.equal(integrationOf(await foreigner("GET", "globex/integrations/hubspot")).connected, false);
  assertError(await foreigner("DELETE", "globex/integrations/hubspot"), 409, "not theirs");
  assert.equal((await read()).connected, true);
  await disconnect();
});

Deno.test("without Vault a token is not kept, and that is said", async () => {
  await stack.sql`alter schema vault rename to vault_elsewhere`;
  try {
    const answer = await admin("PUT", path, { token });
    assertError(answer, 503, "no Vault");
    assert.equal(answer.body.code, "vault_missing");
    assert.equal((await read()).connected, false);
  } finally {
    await stack.sql`alter schema vault_elsewhere rename to vault`;
  }
});

Deno.test("a deployment's token is the only organisation's by itself; without the variable it is missing", async () => {
  await stack.sql`delete from public.organizations where slug = 'globex'`;
  await using withKey = serveApi(stack, { HUBSPOT_API_URL: hubspot.url, HUBSPOT_API_KEY: token });
  const there = createCallApi(withKey.functionsUrl, await stack.signIn("admin@acme.test"));
  const adopted = integrationOf(await there("GET", path));
  assert.deepEqual([adopted.connected, adopted.token_set, adopted.uses_default_token], [true, false, true]);
  assert.equal((await test(there)).ok, true);
  const missing = await test();
  assert.deepEqual([missing.ok, missing.bad, (await read()).state], [false, ["token"], "token_missing"]);
  const own = await put({ token });
  assert.deepEqual([own.token_set, own.uses_default_token], [true, false]);
  await admin("DELETE", path);
  assert.equal(integrationOf(await there("GET", path)).connected, false);
  const again = integrationOf(await there("PUT", path, {}));
  assert.deepEqual([again.connected, again.uses_default_token], [true, true]);
});
