import assert from "node:assert/strict";
import { z } from "zod";
import { acmeAgent, type Answer, globexAgent, makeBooking, scheduleOf } from "../support/call-api.ts";
import {
  campaignRoutes,
  createCampaign,
  createRule,
  idRoutes,
  isForViewers,
  listRoutes,
  missing,
  ruleRoutes,
  startIsolationWorld,
} from "./isolation-world.ts";

const world = await startIsolationWorld();
const { stack, admin, member, foreigner } = world;
const { adminsOwn, membersOwn, foreign, acmeRule, globexRule, globexLists, orgRoutes, storedRows } = world;
const { acmeCampaign, globexCampaign } = world;
Deno.test.afterAll(() => stack.close());
const deleted = scheduleOf(await admin("POST", "acme/call-schedules", makeBooking()));
await admin("DELETE", `acme/call-schedules/${deleted.id}`);

/** All that an answer says, but for the id of its request. */
function withoutRequestId({ status, body, headers }: Answer) {
  const { request_id: _id, ...rest } = body;
  const { "x-request-id": _header, date: _date, ...others } = Object.fromEntries(headers);
  return { status, rest, others };
}

Deno.test("another organisation's id, a deleted one and a missing one are the same answer on every route", async () => {
  const before = await storedRows();
  for (const [method, suffix, body] of idRoutes) {
    const ask = (id: string) => admin(method, `acme/call-schedules/${id}${suffix}`, body);
    const unknown = await ask(missing);
    assert.equal(unknown.status, 404, `${method} ${suffix}`);
    for (const id of [foreign.id, deleted.id, foreign.id.toUpperCase()]) {
      assert.deepEqual(withoutRequestId(await ask(id)), withoutRequestId(unknown), `${method} ${suffix}`);
    }
  }
  assert.equal(await storedRows(), before);
});

Deno.test("another organisation's rule, a deleted one and a missing one are the same answer on every route", async () => {
  const gone = await createRule(admin, "acme", acmeAgent);
  await admin("DELETE", `acme/rules/${gone}`);
  const before = await storedRows();
  for (const [method, suffix, body] of ruleRoutes) {
    const ask = (id: string) => admin(method, `acme/rules/${id}${suffix}`, body);
    const unknown = await ask(missing);
    assert.equal(unknown.status, 404, `${method} ${suffix}`);
    for (const id of [globexRule, gone, globexRule.toUpperCase()]) {
      assert.deepEqual(withoutRequestId(await ask(id)), withoutRequestId(unknown), `${method} ${suffix}`);
    }
  }
  assert.equal(await storedRows(), before);
});

Deno.test("another organisation's campaign, a deleted one and a missing one are the same answer on every route", async () => {
  const gone = await createCampaign(admin, "acme", acmeAgent);
  await admin("DELETE", `acme/campaigns/${gone}`);
  const before = await storedRows();
  for (const [method, suffix, body] of campaignRoutes) {
    const ask = (id: string) => admin(method, `acme/campaigns/${id}${suffix}`, body);
    const unknown = await ask(missing);
    assert.equal(unknown.status, 404, `${method} ${suffix}`);
    for (const id of [globexCampaign, gone, globexCampaign.toUpperCase()]) {
      assert.deepEqual(withoutRequestId(await ask(id)), withoutRequestId(unknown), `${method} ${suffix}`);
    }
  }
  assert.equal(await storedRows(), before);
});

Deno.test("another organisation's do-not-call entry or consent and a missing one are the same answer", async () => {
  const before = await storedRows();
  for (const [method, suffix, body, kind] of listRoutes) {
    const ask = (id: string) => admin(method, `acme/${kind}s/${id}${suffix}`, body);
    const unknown = await ask(missing);
    assert.equal(unknown.status, 404, `${method} ${kind}`);
    for (const id of [globexLists[kind], globexLists[kind].toUpperCase()]) {
      assert.deepEqual(withoutRequestId(await ask(id)), withoutRequestId(unknown), `${method} ${kind}`);
    }
  }
  assert.equal(await storedRows(), before);
});

Deno.test("another organisation's name and one that does not exist are the same answer on every route", async () => {
  const before = await storedRows();
  for (const [method, path, body] of orgRoutes) {
    const unknown = await foreigner(method, `no-such-org/${path}`, body);
    assert.equal(unknown.status, 404, `${method} ${path}`);
    for (const slug of ["acme", "ACME", "%00", "acme%20", "a".repeat(2000), "';--"]) {
      const answer = await foreigner(method, `${slug}/${path}`, body);
      assert.deepEqual(withoutRequestId(answer), withoutRequestId(unknown), `${method} ${slug}/${path}`);
    }
  }
  assert.equal(await storedRows(), before);
});

Deno.test("an organisation's lists and numbers hold nothing of another's", async () => {
  const paths = [
    "call-schedules",
    "call-schedules/due",
    "call-schedules?q=contact&sort=due_at",
    "call-schedules/counts?q=contact",
    "pulse",
    "members",
    "rules",
    "campaigns",
    "reports/calls?from=2026-01-01&to=2026-12-31&by=agent",
    "contacts",
    "integrations/hubspot",
    "suppressions",
    "consents",
    "audit",
  ];
  for (const path of paths) {
    const answer = await foreigner("GET", `globex/${path}`);
    assert.equal(answer.status, 200);
    assert.ok(!answer.text.includes(adminsOwn.org_id));
  }
  for (
    const filter of [
      `agent_id=${adminsOwn.agent_id}`,
      `campaign_id=${acmeCampaign}`,
      `q=${encodeURIComponent(world.adminBooking.contact_phone)}`,
    ]
  ) {
    const filtered = await foreigner("GET", `globex/call-schedules?${filter}`);
    assert.deepEqual(filtered.body.schedules, []);
  }
  const { statistics } = (await foreigner("GET", "globex/call-schedules/statistics")).body;
  assert.equal(z.looseObject({ total_scheduled: z.int() }).parse(statistics).total_scheduled, 1);
});

Deno.test("whoever belongs to two organisations finds each schedule in its own only", async () => {
  await stack.sql`
    insert into public.memberships (org_id, user_id, role)
    select ${foreign.org_id}, ${String(membersOwn.created_by)}, 'admin'`;
  try {
    assert.equal((await member("GET", `globex/call-schedules/${foreign.id}`)).status, 200);
    for (const [method, suffix, body] of idRoutes) {
      for (const path of [`acme/call-schedules/${foreign.id}`, `globex/call-schedules/${membersOwn.id}`]) {
        // In acme the role is too low for this one, before any id is looked at.
        const expected = suffix === "/resolve" && path.startsWith("acme") ? 403 : 404;
        const { status } = await member(method, `${path}${suffix}`, body);
        assert.equal(status, expected, `${method} ${path}${suffix}`);
      }
    }
    for (const [method, suffix, body] of ruleRoutes) {
      assert.equal((await member(method, `globex/rules/${acmeRule}${suffix}`, body)).status, 404, method);
      const expected = isForViewers(method, suffix) ? 404 : 403;
      assert.equal(
        (await member(method, `acme/rules/${globexRule}${suffix}`, body)).status,
        expected,
        method,
      );
    }
    const agent = await member("POST", "acme/call-schedules", makeBooking({ agent_id: globexAgent }));
    assert.equal(agent.status, 422);
  } finally {
    await stack.sql`
      delete from public.memberships where org_id = ${foreign.org_id} and user_id = ${
      String(membersOwn.created_by)
    }`;
  }
});

Deno.test("whoever is admin of two organisations finds each rule and campaign in its own only", async () => {
  const both = { org_id: adminsOwn.org_id, user_id: String(foreign.created_by) };
  await stack.sql`insert into public.memberships ${stack.sql({ ...both, role: "admin" })}`;
  try {
    const before = await storedRows();
    for (const [method, suffix, body] of ruleRoutes) {
      const answer = await foreigner(method, `globex/rules/${acmeRule}${suffix}`, body);
      assert.equal(answer.status, 404, `${method} ${suffix}`);
    }
    for (const [method, suffix, body] of campaignRoutes) {
      const answer = await foreigner(method, `globex/campaigns/${acmeCampaign}${suffix}`, body);
      assert.equal(answer.status, 404, `${method} ${suffix}`);
    }
    assert.equal(await storedRows(), before);
  } finally {
    await stack
      .sql`delete from public.memberships where org_id = ${both.org_id} and user_id = ${both.user_id}`;
  }
});
