import assert from "node:assert/strict";
import type { CallRule } from "../../supabase/functions/call-scheduling/rules/schema.ts";
import { assertError, fieldsOf, makeRule, ruleOf, signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const { admin } = await signInAll(stack);
const rules = "acme/rules";

async function createdRule(change: Record<string, unknown> = {}): Promise<CallRule> {
  const answer = await admin("POST", rules, makeRule(change));
  assert.equal(answer.status, 201, answer.text);
  return ruleOf(answer);
}

async function storedRules(): Promise<string> {
  const [row] = await stack.sql`
    select json_agg(r order by r.id)::text as rows from public.call_schedule_rules r`;
  return String(row?.rows);
}

const long = (length: number) => "x".repeat(length);
const wrongTypes = [null, 1, true, [], {}, ["x"]];
const condition = { property: "country", operator: "equals", value: "IN" };
const withCondition = (change: Record<string, unknown>) => ({ all: [{ ...condition, ...change }] });
const retries = (change: unknown) => ({ busy: { max_retries: 1, minutes: [5], ...Object(change) } });

const cases: [field: string, ...values: unknown[]][] = [
  ["rule_name", undefined, "", "  ", "a\0b", "a\nb", "\ud800", long(201), long(60_000), ...wrongTypes],
  ["rule_type", undefined, "", "weekly", "Custom", long(500), ...wrongTypes],
  ["agent_id", undefined, "", "1", "' or 1=1 --", long(500), ...wrongTypes],
  ["checkup_property", "", "Last Checkup", "1st", "a-b", long(101), 1, true, [], {}],
  ["checkup_threshold_days", null, "5", -1, 3651, 1.5, 1e300, true, [], {}],
  ["periodic_days", "7", 0, -1, 3651, 1.5, 1e300, true, [], {}],
  ["call_topic", "", "  ", "a\0b", "a\u202eb", "\u200b", long(201), ...wrongTypes],
  ["call_language", "", "english language", "en_IN", "en-'--", ...wrongTypes],
  ["max_calls_per_day", null, "5", 0, -1, 100_001, 2.5, true, [], {}],
  ["is_active", null, "true", 1, 0, [], {}],
  [
    "retry_policy",
    null,
    "x",
    1,
    [],
    { no_such: 1 },
    { max_attempts: 0 },
    {
      max_attempts: 21,
    },
    { busy: 1 },
    { busy: {} },
    retries({ max_retries: 11 }),
    retries({ minutes: [] }),
    retries({ minutes: [0] }),
    retries({ minutes: [10_081] }),
    retries({ minutes: ["5"] }),
    retries({ more: 1 }),
  ],
  [
    "custom_conditions",
    "x",
    1,
    true,
    [],
    {},
    { all: [] },
    { any: [condition] },
    { all: {} },
    { all: [condition], any: [] },
    { all: Array(21).fill(condition) },

    { all: [null] },
    { all: ["x"] },
    { all: [{}] },
    withCondition({ property: "email" }),
    withCondition({ property: undefined }),
    withCondition({ operator: "matches" }),
    withCondition({ operator: undefined }),
    withCondition({ value: undefined }),
    withCondition({ value: 7 }),
    withCondition({ value: "" }),
    withCondition({ value: "a\0b" }),
    withCondition({ value: long(201) }),
    withCondition({ more: 1 }),
    withCondition({ operator: "is_set" }),
    withCondition({ operator: "at_least", value: 5 }),
    withCondition({ operator: "one_of", value: [] }),
    withCondition({ operator: "one_of", value: [1] }),
    withCondition({ operator: "one_of", value: Array(101).fill("x") }),
    withCondition({ property: "days_since_checkup", value: "5" }),
    withCondition({ property: "days_since_checkup", operator: "at_most", value: -1 }),
    withCondition({ property: "days_since_checkup", operator: "at_most", value: 36_501 }),
    withCondition({ property: "days_since_checkup", operator: "at_most", value: 1.5 }),
  ],
  ...["id", "org_id", "created_by", "created_at", "constructor", "no_such_field"].map(
    (field): [string, string] => [field, "x"],
  ),
];

for (const [field, ...values] of cases) {
  Deno.test(`a wrong ${field} of a rule is 400, is named, and nothing is stored or changed`, async () => {
    const { id } = await createdRule();
    const before = await storedRules();
    for (const value of values) {
      const what = `${field}=${JSON.stringify(value)?.slice(0, 120)}`;
      const answers = [await admin("POST", rules, makeRule({ [field]: value }))];
      if (value !== undefined) {
        answers.push(await admin("PATCH", `${rules}/${id}`, { call_topic: "changed", [field]: value }));
      }
      for (const answer of answers) {
        assertError(answer, 400, what);
        const named = fieldsOf(answer);
        const fits = (name: string) => name === field || name.startsWith(`${field}.`);
        assert.ok(named.length > 0 && named.every(fits), `${what}: ${answer.text}`);
      }
    }
    assert.equal(await storedRules(), before);
  });
}

Deno.test("a change of nothing, and bodies that are no rule, are refused", async () => {
  const { id } = await createdRule();
  const before = await storedRules();
  assertError(await admin("PATCH", `${rules}/${id}`, {}), 400, "nothing");
  for (
    const [status, body] of [[400, "[]"], [400, "null"], [400, "{"], [400, "[".repeat(60_000)], [
      413,
      long(100_000),
    ]] as const
  ) {
    assertError(
      await admin("POST", rules, body, { "content-type": "application/json" }),
      status,
      body.slice(0, 9),
    );
    assertError(
      await admin("PATCH", `${rules}/${id}`, body),
      status === 413 ? 413 : status,
      body.slice(0, 9),
    );
  }
  assertError(await admin("POST", rules, "{}", { "content-type": "text/plain" }), 415, "no JSON");
  assert.equal(await storedRules(), before);
});

Deno.test("whatever the schema of custom conditions takes the database takes too", async () => {
  const properties = [
    "lifecyclestage",
    "hs_lead_status",
    "country",
    "state",
    "hubspot_owner_id",
    "language",
    "time_zone",
  ];
  const all = [
    ...properties.map((property) => ({ property, operator: "equals", value: "😀".repeat(200) })),
    { property: "state", operator: "none_of", value: Array(100).fill("x") },
    { property: "days_since_checkup", operator: "at_least", value: 0 },
    { property: "days_since_last_call", operator: "at_most", value: 36_500 },
    { property: "days_since_last_call", operator: "is_not_set" },
    { property: "time_zone", operator: "is_set" },
  ];
  const made = await createdRule({ rule_type: "custom", custom_conditions: { all } });
  assert.deepEqual(made.custom_conditions, { all });
});
