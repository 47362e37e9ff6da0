import assert from "node:assert/strict";
import { classifyAnswer, classifyWait } from "../../supabase/functions/_shared/hubspot/classify-answer.ts";
import {
  excuseMissing,
  judgeFailure,
  judgeProperties,
  listRoles,
  readPropertyType,
} from "../../supabase/functions/_shared/contacts/judge-properties.ts";

const classify = (status: number, body: unknown = "", retryAfter: string | null = null, repeatable = true) =>
  classifyAnswer(
    { status, retryAfter, text: typeof body === "string" ? body : JSON.stringify(body) },
    repeatable,
  );

Deno.test("each refusal has its own class, by status alone where the body is HTML or empty", () => {
  const kinds: [number, string][] = [
    [400, "refused"],
    [401, "token_rejected"],
    [403, "scope_missing"],
    [404, "not_found"],
    [408, "unreachable"],
    [409, "refused"],
    [414, "refused"],
    [423, "locked"],
    [429, "slow_down"],
    [477, "moved"],
    [500, "unreachable"],
    [302, "unreachable"],
    [524, "unreachable"],
  ];
  for (const [status, kind] of kinds) {
    assert.equal(classify(status).kind, kind, String(status));
    assert.equal(classify(status, "<html>Bad gateway</html>").kind, kind, String(status));
  }
});

Deno.test("a create that met a 5xx or a redirect may have been done; one that was refused was not", () => {
  for (const status of [500, 502, 504, 524, 302, 408]) {
    assert.equal(classify(status, "", null, false).kind, "unclear", String(status));
  }
  for (const status of [400, 401, 403, 404, 423, 429, 477]) {
    assert.notEqual(classify(status, "", null, false).kind, "unclear", String(status));
  }
});

Deno.test("the three limits are told apart by their policy, and by words where there is none", () => {
  const body = (policyName: string | undefined, message: string) => ({
    status: "error",
    message,
    policyName,
  });
  const seconds = (given: unknown) => classify(429, given).retryAfterSeconds;
  assert.equal(classify(429, body("DAILY", "x")).kind, "daily_limit");
  assert.equal(classify(429, body(undefined, "You have reached your daily limit.")).kind, "daily_limit");
  assert.equal(seconds(body("SECONDLY", "x")), 1);
  assert.equal(seconds(body(undefined, "You have reached your secondly limit.")), 1);
  assert.equal(seconds(body("TEN_SECONDLY_ROLLING", "x")), 10);
  assert.equal(seconds(body(undefined, "You have reached your ten_secondly_rolling limit.")), 10);
  assert.equal(seconds(""), 10);
});

Deno.test("Retry-After is seconds or milliseconds, and never more than half a minute but for a move", () => {
  const wait = (header: string, status = 429) => classify(status, "", header).retryAfterSeconds;
  assert.equal(wait("5"), 5);
  assert.equal(wait("2500"), 2.5);
  assert.equal(wait("900"), 30);
  assert.equal(wait("Sun, 22 Nov 2026 10:00:00 GMT"), 10);
  assert.equal(wait("7200", 477), 7200);
  assert.equal(wait("1", 423), 2);
  assert.equal(classify(429, { policyName: "DAILY" }, "10").retryAfterSeconds, null);
});

Deno.test("who would have to wait longer than anybody queues meets the daily limit, else only the pace", () => {
  const kindOf = (seconds: number) => {
    const { kind, status, retryAfterSeconds } = classifyWait(seconds);
    assert.deepEqual([status, retryAfterSeconds], [null, seconds]);
    return kind;
  };
  assert.deepEqual([25, 5 * 3600].map(kindOf), ["slow_down", "daily_limit"]);
});

Deno.test("a reason names scopes, codes and properties, and nothing of what a record holds", () => {
  const scopes = classify(403, {
    category: "MISSING_SCOPES",
    message: "This app hasn't been granted all required scopes",
    errors: [{ context: { requiredGranularScopes: ["crm.objects.contacts.read"] } }],
  });
  assert.match(scopes.reason, /crm\.objects\.contacts\.read/);
  assert.deepEqual(scopes.missingScopes, ["crm.objects.contacts.read"]);
  const problems = [{
    isValid: false,
    message: "asha@example.com is bad",
    error: "PROPERTY_DOESNT_EXIST",
    name: "call_note",
  }];
  const refused = classify(400, {
    category: "VALIDATION_ERROR",
    correlationId: "7f3c7a1e-3a7e-4b4e-8d5a-0b1c2d3e4f50",
    message: `Property values were not valid: ${JSON.stringify(problems)}`,
    errors: [{
      message: "Asha Rao +919876543210",
      code: "INVALID_DATE",
      context: { propertyName: ["last_call"] },
    }],
  });
  assert.equal(
    refused.reason,
    "HubSpot refused the request (400 VALIDATION_ERROR, INVALID_DATE, PROPERTY_DOESNT_EXIST: last_call, call_note).",
  );
  assert.equal(refused.correlationId, "7f3c7a1e-3a7e-4b4e-8d5a-0b1c2d3e4f50");
});

Deno.test("what an administrator must mend is a state of the connection; a limit of seconds is none", () => {
  assert.equal(judgeFailure(classify(401))?.state, "token_rejected");
  assert.equal(judgeFailure(classify(403))?.state, "scope_missing");
  assert.equal(judgeFailure(classify(503))?.state, "unreachable");
  assert.equal(judgeFailure(classify(429, { policyName: "DAILY" }))?.state, "daily_limit");
  assert.equal(judgeFailure(classify(429)), null);
});

const roles = listRoles({
  write_back_enabled: true,
  properties: {
    checkup: "last_checkup_date",
    phone: "phone",
    mobile: null,
    time_zone: null,
    language: null,
    owner: null,
    do_not_call: "do_not_call",
    last_call_date: null,
    last_call_outcome: null,
    call_summary: null,
    more_checkups: ["eye_check"],
  },
});

Deno.test("a property that is missing, or of another type, is named in the connection's state", () => {
  const types = (change: Record<string, string | null>) =>
    new Map<string, string | null>(Object.entries({
      last_checkup_date: "date",
      phone: "string",
      do_not_call: "bool",
      eye_check: "datetime",
      ...change,
    }));
  assert.deepEqual(judgeProperties(roles, types({})), { state: "ok", detail: null });
  const missing = judgeProperties(
    roles,
    types({ eye_check: null, last_checkup_date: null, do_not_call: null }),
  );
  assert.equal(missing.state, "property_missing");
  assert.match(missing.detail ?? "", /properties last_checkup_date, eye_check:/);
  const wrong = judgeProperties(roles, types({ last_checkup_date: "string" }));
  assert.equal(wrong.state, "property_type_wrong");
  assert.match(wrong.detail ?? "", /last_checkup_date has the type string in HubSpot; it must be a date/);
  const flag = judgeProperties(roles, types({ do_not_call: "enumeration" }));
  assert.equal(flag.state, "property_type_wrong");
  // Definitions that the token may not see prove nothing.
  assert.equal(judgeProperties(roles, new Map()).state, "ok");
});

Deno.test("a property that nobody named and HubSpot does not have is no trouble, and it is said what follows", () => {
  const only = (role: "do_not_call" | "checkup" | "more_checkups", name: string) => {
    const property = { role, name, types: ["bool"], is: "a yes or no" };
    return [judgeProperties([property], new Map([[name, null]])).state, excuseMissing(property)];
  };
  assert.deepEqual(only("do_not_call", "do_not_call"), [
    "ok",
    "HubSpot has no property do_not_call: no contact is held as not to be called.",
  ]);
  assert.deepEqual(only("do_not_call", "call_me_not"), ["property_missing", null]);
  assert.deepEqual(only("checkup", "last_checkup_date"), ["property_missing", null]);
  assert.deepEqual(only("more_checkups", "do_not_call"), ["property_missing", null]);
});

Deno.test("a checkbox made in HubSpot's own pages is a yes or no, a list of choices is not", () => {
  const options = (...values: string[]) => values.map((value) => ({ value }));
  assert.equal(readPropertyType({ type: "enumeration", options: options("true", "false") }), "bool");
  assert.equal(
    readPropertyType({ type: "enumeration", options: options("lead", "customer") }),
    "enumeration",
  );
  assert.equal(readPropertyType({ type: "bool", options: [] }), "bool");
});

Deno.test("what is written after a call is looked up only while that is done", () => {
  const properties = {
    checkup: "last_checkup_date",
    phone: "phone",
    mobile: null,
    time_zone: null,
    language: null,
    owner: null,
    do_not_call: null,
    last_call_date: "ai_last_call_at",
    last_call_outcome: null,
    call_summary: null,
    more_checkups: [],
  };
  const names = (write_back_enabled: boolean) =>
    listRoles({ properties, write_back_enabled }).map(({ name }) => name);
  assert.deepEqual(names(true), ["last_checkup_date", "phone", "ai_last_call_at"]);
  assert.deepEqual(names(false), ["last_checkup_date", "phone"]);
});
