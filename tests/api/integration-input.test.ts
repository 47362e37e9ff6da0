import assert from "node:assert/strict";
import { assertError, fieldsOf } from "../support/call-api.ts";
import { path, startConnectionWorld, token } from "./connection-world.ts";

const world = await startConnectionWorld();
Deno.test.afterAll(() => world.close());
const { admin, put, read, disconnect } = world;

Deno.test("what cannot be a setting is 400 and named, and nothing changes", async () => {
  await put({ token, default_country: "IN" });
  const before = await read();
  const name = (field: string, ...more: unknown[]) =>
    [field, "", "Last Checkup", "1st", "a-b", "x".repeat(101), 1, true, [], {}, ...more] as const;
  const cases: (readonly [string, ...unknown[]])[] = [
    [
      "token",
      "",
      " ".repeat(20),
      "with space in it",
      "tab\tinside-it",
      "é".repeat(20),
      "x".repeat(501),
      null,
      1,
      true,
      [],
      {},
    ],
    name("checkup_property", null),
    name("phone_property", null),
    ...[
      "mobile_property",
      "time_zone_property",
      "language_property",
      "owner_property",
      "do_not_call_property",
      "last_call_date_property",
      "last_call_outcome_property",
      "call_summary_property",
    ].map((field) => name(field)),
    ["default_country", "", "in", "IND", "I1", "ZZ", "🇮🇳", 1, true, [], {}],
    [
      "portal_time_zone",
      "",
      "IST",
      "Mars/Olympus",
      "Asia/Kolkata; drop",
      "+05:30",
      "x".repeat(5000),
      1,
      [],
      {},
    ],
    ["write_back_enabled", null, "true", 1, [], {}],
    ...[
      "org_id",
      "token_secret_id",
      "token_set",
      "uses_default_token",
      "portal_id",
      "state",
      "removed_at",
      "connected",
      "constructor",
    ].map((field) => [field, "x"] as const),
  ];
  for (const [field, ...values] of cases) {
    for (const value of values) {
      const answer = await admin("PUT", path, { [field]: value });
      assertError(answer, 400, `${field}=${JSON.stringify(value).slice(0, 80)}`);
      assert.deepEqual(fieldsOf(answer), [field]);
    }
  }
  assertError(await admin("PUT", path, "x".repeat(100_000)), 413, "100 kB");
  assertError(await admin("PUT", path, "[]"), 400, "a list");
  assertError(await admin("PUT", path, "{}", { "content-type": "text/plain" }), 415, "no JSON");
  assert.deepEqual(await read(), before);
  await disconnect();
});
