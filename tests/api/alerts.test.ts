import assert from "node:assert/strict";
import { z } from "zod";
import { alert, alertSetting } from "../../supabase/functions/call-scheduling/alerts/schema.ts";
import { health } from "../../supabase/functions/call-scheduling/health/schema.ts";
import { assertError, type CallApi, signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const { admin, member, viewer, foreigner } = await signInAll(stack);
const page = z.object({ alerts: z.array(alert), next_cursor: z.string().nullable() });
const list = async (as: CallApi, slug: string, query = "") =>
  page.parse((await as("GET", `${slug}/alerts${query}`)).body);
const setting = async (as: CallApi, slug: string, code: string) =>
  z.array(alertSetting).parse((await as("GET", `${slug}/alerts/settings`)).body.settings)
    .find((one) => one.code === code);

await stack.sql`
  insert into public.alerts (org_id, code, subject, severity, state, sentence, found_at, raised_at, resolved_at)
  select o.id, 'webhook_dead', n::text, 'warning', case when n = 5 then 'resolved' when n = 6 then 'pending' else 'open' end::public.alert_state,
    'A sentence.', now(), case when n < 6 then now() - make_interval(mins => n / 2) end, case when n = 5 then now() end
  from public.organizations o, generate_series(1, 6) n where o.slug = 'acme'`;
await stack.sql`
  insert into public.alerts (code, severity, state, sentence, raised_at)
  values ('worker_wedged', 'critical', 'open', 'The operator''s.', now())`;

Deno.test("members of every role see their organisation's alerts page by page, newest first; nobody sees another's or the operator's", async () => {
  for (const as of [admin, member, viewer]) {
    const subjects = (await list(as, "acme")).alerts.map(({ subject }) => subject);
    assert.deepEqual([...subjects].sort(), ["1", "2", "3", "4"]);
  }
  assert.deepEqual(
    (await list(admin, "acme", "?state=all")).alerts.map(({ state }) => state).sort().at(-1),
    "resolved",
  );
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const { alerts, next_cursor }: z.output<typeof page> = await list(
      admin,
      "acme",
      `?state=all&limit=2${cursor && `&cursor=${cursor}`}`,
    );
    seen.push(...alerts.map(({ subject }) => subject));
    cursor = next_cursor;
  }
  assert.deepEqual([seen.length, new Set(seen).size, seen[0]], [5, 5, "1"]);
  assert.deepEqual((await list(foreigner, "globex", "?state=all")).alerts, []);
  assertError(await foreigner("GET", "acme/alerts"), 404, "not_found");
  assertError(await admin("GET", "acme/alerts?state=pending"), 400, "malformed");
});

Deno.test("an admin says from when on the organisation is told, or that it is not, or goes by the operator; others read it", async () => {
  const path = "acme/alerts/settings/calls_late";
  assert.deepEqual(await setting(viewer, "acme", "calls_late"), {
    code: "calls_late",
    severity: "warning",
    unit: "seconds",
    threshold: 900,
    default_threshold: 900,
    is_default: true,
    updated_at: null,
  });
  for (const threshold of [600, null] as const) {
    const answer = await admin("PUT", path, { threshold });
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(
      [
        alertSetting.parse(answer.body.setting).threshold,
        (await setting(viewer, "acme", "calls_late"))?.is_default,
      ],
      [threshold, false],
    );
  }
  assert.equal((await setting(foreigner, "globex", "calls_late"))?.threshold, 900, "another's stays");
  assert.equal((await admin("PUT", path, { threshold: "default" })).status, 200);
  assert.equal((await setting(member, "acme", "calls_late"))?.threshold, 900);
  assertError(await member("PUT", path, { threshold: 1 }), 403, "forbidden");
  assertError(await admin("PUT", "acme/alerts/settings/worker_wedged", { threshold: 1 }), 404, "not_found");
  for (const body of [{ threshold: -1 }, { threshold: "soon" }, {}, { threshold: 1, more: 1 }]) {
    assertError(await admin("PUT", path, body), 400, "malformed");
  }
  assert.match((await admin("PUT", path, { threshold: "soon" })).text, /must be a number, null or /);
});

Deno.test("a threshold is one that its unit has, and nobody's change is overwritten unseen", async () => {
  const path = (code: string) => `acme/alerts/settings/${code}`;
  const put = (code: string, threshold: unknown, ifMatch?: string) =>
    admin("PUT", path(code), { threshold }, ifMatch === undefined ? {} : { "if-match": ifMatch });
  const units: [string, string, number[], number[]][] = [
    ["calls_late", "seconds", [0, 0.5], [1, 90.5]],
    ["failure_rate", "share", [0, 1.01, 50], [0.01, 1]],
    ["calls_unknown", "calls", [0, 1.5], [1, 2]],
    ["webhook_dead", "events", [0, 2.5], [5]],
    ["wallet_empty", "at_once", [0, 2], [1]],
  ];
  for (const [code, unit, refused, taken] of units) {
    assert.equal((await setting(admin, "acme", code))?.unit, unit);
    for (const value of refused) {
      const answer = await put(code, value);
      assertError(answer, 422, `${code} ${value}`);
      assert.match(answer.text, /"field":"threshold"/);
    }
    for (const value of taken) assert.equal((await put(code, value)).status, 200, `${code} ${value}`);
    assert.equal((await put(code, "default")).status, 200);
  }

  assert.equal((await put("calls_late", 300, '"default"')).status, 200);
  assertError(await put("calls_late", 400, '"default"'), 412, "changed_meanwhile");
  const seen = (await setting(admin, "acme", "calls_late"))?.updated_at;
  assert.equal((await put("calls_late", 400, `"${seen}"`)).status, 200);
  assertError(await put("calls_late", "default", `"${seen}"`), 412, "changed_meanwhile");
  assert.equal((await setting(admin, "acme", "calls_late"))?.threshold, 400);
  assertError(await put("calls_late", 500, '"yesterday"'), 400, "malformed");
  assert.equal((await put("calls_late", "default", "*")).status, 200);
});

Deno.test("health tells a member how the organisation stands, and of nobody else", async () => {
  const of = async (as: CallApi, slug: string) =>
    health.parse((await as("GET", `${slug}/health`)).body.health);
  await stack.sql`
    update public.organizations set calling_paused_reason = 'Empty.', calling_paused_code = 'balance_low' where slug = 'globex'`;
  const ours = await of(viewer, "acme");
  assert.deepEqual([ours.calling.is_on, ours.stalled, ours.alerts, ours.calls], [
    true,
    false,
    { critical: 0, warning: 4 },
    { due: 0, oldest_due_seconds: null, unknown: 0 },
  ]);
  const theirs = await of(foreigner, "globex");
  assert.deepEqual([theirs.calling.is_on, theirs.calling.paused_code, theirs.alerts], [
    false,
    "balance_low",
    { critical: 0, warning: 0 },
  ]);
  assertError(await foreigner("GET", "acme/health"), 404, "not_found");
});
