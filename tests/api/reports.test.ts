import assert from "node:assert/strict";
// @ts-types="papaparse-types"
import Papa from "papaparse";
import { z } from "zod";
import { codes } from "../../supabase/functions/_shared/platform/codes.ts";
import { callReport } from "../../supabase/functions/_shared/reports/call-report.ts";
import {
  acmeAgent,
  assertError,
  campaignOf,
  fieldsOf,
  makeBooking,
  scheduleOf,
  signInAll,
} from "../support/call-api.ts";
import { burnDown } from "../../supabase/functions/call-scheduling/reports/burn-down.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({
  withFunctions: ["call-scheduling", "report"],
  sweepEverySeconds: false,
});
Deno.test.afterAll(() => stack.close());
const { admin, member, viewer, foreigner } = await signInAll(stack);

const formula = '=HYPERLINK("http://x.test","y")';
const number = "+919876501234";
const name = "Somebody Private";
const campaignId =
  campaignOf(await admin("POST", "acme/campaigns", { name: "Spring", agent_id: acmeAgent })).id;

/** A call that was due then, with one attempt that ended so. */
async function keepCall(
  topic: string,
  due: string,
  outcome: { answered: boolean; cost: number },
  campaign = false,
) {
  const booking = makeBooking({
    call_topic: topic,
    contact_name: name,
    ...(topic === formula && { contact_phone: number }),
  });
  const { id } = scheduleOf(await admin("POST", "acme/call-schedules", booking));
  const status = outcome.answered ? "completed" : "failed";
  await stack.sql.begin(async (sql) => {
    await sql`
      insert into public.call_attempts (org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at,
        claimed_at, lease_expires_at, state, bolna_execution_id, outcome, reason_code, answered, conversation_seconds, cost_cents,
        placed_at, ended_at)
      select s.org_id, s.id, s.agent_id, 1, s.contact_phone_hash, 'sweep', 'test', ${due}, ${due}, ${due}, 'ended', s.id,
        ${outcome.answered ? "completed" : "failed"}, ${
      outcome.answered ? "answered" : "number_invalid"
    }, ${outcome.answered},
        ${
      outcome.answered ? 30 : null
    }, ${outcome.cost}, ${due}::timestamptz + interval '700 milliseconds', ${due}
      from public.call_schedules s where s.id = ${id}`;
    await sql`
      update public.call_schedules set due_at = ${due}, attempt_count = 1, campaign_id = ${
      campaign ? campaignId : null
    }
      where id = ${id}`;
    await sql`update public.call_schedules set call_status = 'in_progress' where id = ${id}`;
    await sql`
      update public.call_schedules set call_status = ${status}, status_reason = 'Told.',
        status_reason_code = ${outcome.answered ? "answered" : "number_invalid"}
      where id = ${id}`;
  });
}
// In Kolkata: the 3rd at 10:00, the 3rd at 23:45, and the 4th at 00:15.
await keepCall("check_up", "2026-03-03T04:30:00Z", { answered: true, cost: 4.5 });
await keepCall("check_up", "2026-03-03T18:15:00Z", { answered: false, cost: 0 });
await keepCall(formula, "2026-03-03T18:45:00Z", { answered: true, cost: 2.25 }, true);
const range = "from=2026-03-03&to=2026-03-04";

const reportBody = callReport.extend({ success: z.literal(true) });

Deno.test("every member has the same report, whose rows add up to its totals, by whatever they are asked", async () => {
  for (const by of codes.report_group) {
    const answers = await Promise.all(
      [admin, member, viewer].map((who) => who("GET", `acme/reports/calls?${range}&by=${by}`)),
    );
    const [first, ...others] = answers.map(({ status, text }) => {
      assert.equal(status, 200, text);
      return reportBody.parse(JSON.parse(text));
    });
    assert.ok(first);
    for (const other of others) assert.deepEqual(other, first);
    assert.deepEqual({
      calls: first.totals.calls,
      attempts: first.totals.attempts,
      answered: first.totals.answered,
      failed: first.totals.failed,
      talk: first.totals.talk_seconds,
      cost: first.totals.cost_cents,
      per: first.totals.attempts_per_success,
    }, { calls: 3, attempts: 3, answered: 2, failed: 1, talk: 60, cost: 6.75, per: 1.5 });
    for (const figure of ["calls", "attempts", "answered", "failed", "talk_seconds", "cost_cents"] as const) {
      assert.equal(
        first.rows.reduce((sum, row) => sum + row[figure], 0),
        first.totals[figure],
        `${by} ${figure}`,
      );
    }
    assert.deepEqual(first.failure_reasons, [{ code: "number_invalid", count: 1 }]);
    assert.equal(first.lateness.find(({ attempts }) => attempts === 3)?.to_seconds, 1);
  }
});

Deno.test("days and hours are the organisation's, and a day is whole", async () => {
  const ask = async (query: string) =>
    reportBody.parse(JSON.parse((await viewer("GET", `acme/reports/calls?${query}`)).text));
  const days = (await ask(`${range}&by=day`)).rows.map(({ key, attempts }) => `${key} ${attempts}`);
  assert.deepEqual(days, ["2026-03-03 2", "2026-03-04 1"]);
  const hours = (await ask(`${range}&by=hour`)).rows.filter(({ attempts }) => attempts > 0).map(({ label }) =>
    label
  );
  assert.deepEqual(hours, ["00:00", "10:00", "23:00"]);
  assert.equal((await ask("from=2026-03-03&to=2026-03-03")).totals.attempts, 2);
  assert.equal((await ask("from=2026-03-03T18:30:00Z&to=2026-03-03T18:46:00Z")).totals.attempts, 1);
  assert.equal((await ask(`${range}&topic=check_up`)).totals.attempts, 2);
  assert.equal((await ask(`${range}&agent_id=${crypto.randomUUID()}`)).totals.attempts, 0);
});

Deno.test("a range or group that cannot be is refused, and says which field it is", async () => {
  const cases: [query: string, status: number, field: string][] = [
    ["from=yesterday", 400, "from"],
    ["from=2026-02-30", 400, "from"],
    ["by=moon", 400, "by"],
    ["of=me", 400, ""],
    ["from=2026-03-05&to=2026-03-04", 422, "to"],
    ["from=2024-01-01&to=2026-03-04", 422, "from"],
  ];
  for (const [query, status, field] of cases) {
    const answer = await viewer("GET", `acme/reports/calls?${query}`);
    assertError(answer, status, query);
    assert.ok(fieldsOf(answer).some((named) => named === field) || field === "", answer.text);
  }
});

async function fetchFile(path: string, accept: string): Promise<{ response: Response; text: string }> {
  const token = await stack.signIn("viewer@acme.test");
  const response = await fetch(`${stack.functionsUrl}/call-scheduling/${path}`, {
    headers: { authorization: `Bearer ${token}`, accept },
  });
  return { response, text: await response.text() };
}

Deno.test("as CSV it is a file that a parser reads and no spreadsheet executes", async () => {
  const { response, text } = await fetchFile(`acme/reports/calls?${range}&by=topic`, "text/csv");
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "text/csv; charset=utf-8");
  assert.match(
    response.headers.get("content-disposition") ?? "",
    /^attachment; filename="acme-calls-2026-03-03-2026-03-04-by-topic\.csv"$/,
  );
  const { data, errors } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  assert.deepEqual(errors, []);
  assert.deepEqual(data.map(({ topic, attempts, cost_cents }) => [topic, attempts, cost_cents]), [
    ["check_up", "2", "4.5"],
    [`'${formula}`, "1", "2.25"],
  ]);
});

Deno.test("as HTML it is one file to print, without anybody's number or name, and nothing is loaded", async () => {
  for (const path of [`acme/reports/calls?${range}`, `acme/campaigns/${campaignId}/report`]) {
    const { response, text } = await fetchFile(path, "text/html,application/xhtml+xml,*/*;q=0.8");
    assert.equal(response.status, 200, text);
    assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
    assert.match(response.headers.get("content-disposition") ?? "", /^attachment; filename="[\w-]+\.html"$/);
    assert.match(text, /^\s*<!doctype html>/i);
    assert.doesNotMatch(text, /<script|<link|<img/i);
    assert.ok(!text.includes(name) && !text.includes(number.slice(-6)));
  }
  const { text } = await fetchFile(`acme/reports/calls?${range}`, "text/html");
  assert.ok(text.includes("<svg") && text.includes("=HYPERLINK(&quot;"));
});

Deno.test("a campaign's report is of its own calls", async () => {
  await stack.sql`update public.campaigns set created_at = '2026-02-01Z' where id = ${campaignId}`;
  const { status, text } = await viewer("GET", `acme/campaigns/${campaignId}/report?by=topic`);
  assert.equal(status, 200, text);
  const { campaign, burn_down, ...report } = reportBody.extend({
    campaign: z.looseObject({ name: z.string() }),
    burn_down: burnDown,
  }).parse(JSON.parse(text));
  assert.equal(burn_down.foreseen, null, "it was never started");
  assert.equal(campaign.name, "Spring");
  assert.deepEqual(report.rows.map(({ key, attempts }) => [key, attempts]), [[formula, 1]]);
});

Deno.test("another organisation's report holds nothing of it, and its name or campaign is unknown", async () => {
  const own = reportBody.parse(JSON.parse((await foreigner("GET", `globex/reports/calls?${range}`)).text));
  assert.equal(own.totals.calls + own.totals.attempts, 0);
  assertError(await foreigner("GET", `acme/reports/calls?${range}`), 404, "another's");
  assertError(await foreigner("GET", `globex/campaigns/${campaignId}/report`), 404, "another's campaign");
  const filtered = reportBody.parse(
    JSON.parse((await foreigner("GET", `globex/reports/calls?${range}&campaign_id=${campaignId}`)).text),
  );
  assert.equal(filtered.totals.attempts, 0);
});

Deno.test("the function that draws it obeys nobody but the API", async () => {
  const response = await fetch(`${stack.functionsUrl}/report`, { method: "POST", body: "{}" });
  assert.equal(response.status, 401);
  await response.body?.cancel();
  const wrong = await fetch(`${stack.functionsUrl}/report`, {
    method: "POST",
    body: "{}",
    headers: { apikey: stack.secretKey },
  });
  assert.equal(wrong.status, 400);
  await wrong.body?.cancel();
});
