import assert from "node:assert/strict";
import type { CallRule } from "../../supabase/functions/call-scheduling/rules/schema.ts";
import {
  acmeAgent,
  assertError,
  fieldsOf,
  globexAgent,
  makeBooking,
  makeRule,
  ruleOf,
  scheduleOf,
  signInAll,
} from "../support/call-api.ts";
import { serveApi } from "../support/serve-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const { admin, member, viewer, foreigner } = await signInAll(stack);

const rules = "acme/rules";
const conditions = {
  all: [
    { property: "lifecyclestage", operator: "one_of", value: ["customer", "lead"] },
    { property: "days_since_checkup", operator: "at_least", value: 30 },
    { property: "hs_lead_status", operator: "not_equals", value: "LOST" },
    { property: "language", operator: "is_set" },
  ],
};

async function createdRule(change: Record<string, unknown> = {}): Promise<CallRule> {
  const answer = await admin("POST", rules, makeRule(change));
  assert.equal(answer.status, 201, answer.text);
  return ruleOf(answer);
}

Deno.test("a rule is made with what was sent and sensible values for the rest, and everybody of the organisation reads it", async () => {
  const made = await createdRule();
  const { id, org_id: _org, created_at: _created, updated_at: _updated, ...said } = made;
  assert.deepEqual(said, {
    rule_name: "Check-ups",
    rule_type: "checkup_threshold",
    agent_id: acmeAgent,
    checkup_property: null,
    checkup_threshold_days: 5,
    periodic_days: null,
    custom_conditions: null,
    call_topic: "follow_up",
    call_language: "en-IN",
    purpose: "health_reminder",
    max_calls_per_day: 100,
    retry_policy: {},
    is_active: true,
    best_time: false,
  });
  for (const reader of [admin, member, viewer]) {
    assert.deepEqual(ruleOf(await reader("GET", `${rules}/${id}`)), made);
  }
});

Deno.test("every field that is sent is kept, of every kind of rule", async () => {
  const full = {
    rule_name: "All of it 😀",
    checkup_property: "next_service_on",
    checkup_threshold_days: 0,
    periodic_days: 3650,
    custom_conditions: conditions,
    call_topic: "service",
    call_language: "hi-IN",
    purpose: "marketing",
    max_calls_per_day: 100_000,
    retry_policy: { max_attempts: 3, no_answer: { max_retries: 2, minutes: [1.5, 30] } },
    is_active: false,
    best_time: true,
  };
  for (const rule_type of ["checkup_threshold", "periodic", "custom"]) {
    const made = await createdRule({ ...full, rule_type });
    const { id: _id, org_id: _org, agent_id: _agent, created_at: _created, updated_at: _updated, ...said } =
      made;
    assert.deepEqual(said, { ...full, rule_type });
  }
});

Deno.test("CHECKUP_THRESHOLD_DAYS is the threshold of a rule that names none", async () => {
  await using api = serveApi(stack, { CHECKUP_THRESHOLD_DAYS: "12" });
  const there = (await signInAll(stack, api.functionsUrl)).admin;
  assert.equal(ruleOf(await there("POST", rules, makeRule())).checkup_threshold_days, 12);
});

Deno.test("PATCH and PUT change what is sent and nothing else", async () => {
  const made = await createdRule({ rule_type: "periodic", periodic_days: 7 });
  const renamed = ruleOf(await admin("PATCH", `${rules}/${made.id}`, { rule_name: "Renamed" }));
  assert.deepEqual(renamed, { ...made, rule_name: "Renamed", updated_at: renamed.updated_at });
  assert.notEqual(renamed.updated_at, made.updated_at);
  const switched = ruleOf(
    await admin("PUT", `${rules}/${made.id}`, { is_active: false, checkup_property: "seen_on" }),
  );
  assert.deepEqual([switched.is_active, switched.checkup_property, switched.periodic_days], [
    false,
    "seen_on",
    7,
  ]);
  const cleared = ruleOf(await admin("PATCH", `${rules}/${made.id}`, { checkup_property: null }));
  assert.equal(cleared.checkup_property, null);
});

Deno.test("a periodic rule without days and a custom one without conditions are 422, when made and when changed", async () => {
  const lacking: [string, Record<string, unknown>][] = [
    ["periodic_days", { rule_type: "periodic" }],
    ["periodic_days", { rule_type: "periodic", periodic_days: null }],
    ["custom_conditions", { rule_type: "custom" }],
    ["custom_conditions", { rule_type: "custom", custom_conditions: null }],
  ];
  const { id } = await createdRule();
  for (const [field, change] of lacking) {
    for (
      const answer of [
        await admin("POST", rules, makeRule(change)),
        await admin("PATCH", `${rules}/${id}`, change),
      ]
    ) {
      assertError(answer, 422, JSON.stringify(change));
      assert.deepEqual(fieldsOf(answer), [field]);
    }
  }
  const periodic = await createdRule({ rule_type: "periodic", periodic_days: 7 });
  assertError(await admin("PATCH", `${rules}/${periodic.id}`, { periodic_days: null }), 422, "its own days");
  const both = { rule_type: "custom", custom_conditions: conditions, periodic_days: null };
  assert.equal((await admin("PATCH", `${rules}/${periodic.id}`, both)).status, 200);
});

Deno.test("an agent that is another organisation's, inactive or missing is 422 and named", async () => {
  const [inactive] = await stack.sql`
    insert into public.agents (org_id, name, is_active)
    select id, 'Retired', false from public.organizations where slug = 'acme' returning id`;
  const { id } = await createdRule();
  for (const agent_id of [globexAgent, crypto.randomUUID(), inactive?.id]) {
    for (
      const answer of [
        await admin("POST", rules, makeRule({ agent_id })),
        await admin("PATCH", `${rules}/${id}`, { agent_id }),
      ]
    ) {
      assertError(answer, 422, String(agent_id));
      assert.deepEqual(fieldsOf(answer), ["agent_id"]);
    }
  }
});

Deno.test("a deleted rule is gone, and takes along the calls that it planned and nobody was rung for", async () => {
  const rule = await createdRule();
  const [planned, other] = [
    scheduleOf(await admin("POST", "acme/call-schedules", makeBooking())),
    scheduleOf(await admin("POST", "acme/call-schedules", makeBooking())),
  ];
  await stack.sql`update public.call_schedules set rule_id = ${rule.id} where id = ${planned.id}`;
  assert.equal(scheduleOf(await admin("GET", `acme/call-schedules/${planned.id}`)).rule_id, rule.id);
  const answer = await admin("DELETE", `${rules}/${rule.id}`);
  assert.equal(answer.status, 200, answer.text);
  assert.equal((await admin("GET", `${rules}/${rule.id}`)).status, 404);
  assert.equal((await admin("DELETE", `${rules}/${rule.id}`)).status, 404);
  const withdrawn = scheduleOf(await admin("GET", `acme/call-schedules/${planned.id}`));
  assert.deepEqual([withdrawn.call_status, withdrawn.status_reason_code, withdrawn.rule_id], [
    "cancelled",
    "rule_deleted",
    null,
  ]);
  assert.equal(scheduleOf(await admin("GET", `acme/call-schedules/${other.id}`)).call_status, "scheduled");
});

Deno.test("the list goes page by page in the order of their making, and holds the organisation's own", async () => {
  const made = [];
  for (let number = 0; number < 3; number++) {
    const answer = await foreigner(
      "POST",
      "globex/rules",
      makeRule({ agent_id: globexAgent, rule_name: `R${number}` }),
    );
    made.push(ruleOf(answer));
  }
  const seen: unknown[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await foreigner("GET", `globex/rules?limit=2${cursor ? `&cursor=${cursor}` : ""}`);
    assert.equal(page.status, 200, page.text);
    assert.ok(Array.isArray(page.body.rules) && page.body.rules.length <= 2);
    seen.push(...page.body.rules);
    cursor = page.body.next_cursor;
  } while (cursor);
  assert.deepEqual(seen, made);
  for (const query of ["limit=0", "limit=201", "cursor=nonsense", "colour=red"]) {
    const wrong = await admin("GET", `${rules}?${query}`);
    assertError(wrong, 400, query);
    assert.equal(fieldsOf(wrong).length, 1);
  }
});

Deno.test("the same key makes one rule, also after a first try that died", async () => {
  const key = { "idempotency-key": "rule-once" };
  const body = makeRule({ rule_name: "Only once" });
  const first = await admin("POST", rules, body, key);
  const again = await admin("POST", rules, body, key);
  assert.deepEqual([again.status, again.headers.get("idempotency-replayed"), again.text], [
    201,
    "true",
    first.text,
  ]);
  await stack.sql`
    update public.idempotency_keys set status_code = null, response_enc = null,
      started_at = clock_timestamp() - interval '61 seconds' where idempotency_key = 'rule-once'`;
  assert.deepEqual(ruleOf(await admin("POST", rules, body, key)), ruleOf(first));
  const [row] = await stack.sql`
    select count(*)::int as count from public.call_schedule_rules where rule_name = 'Only once'`;
  assert.equal(row?.count, 1);
});
