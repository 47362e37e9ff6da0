import assert from "node:assert/strict";
import type { Integration } from "../../supabase/functions/call-scheduling/integrations/schema.ts";
import { makeRule, signInAll } from "../support/call-api.ts";
import { serveApi } from "../support/serve-api.ts";
import { waitFor } from "../support/wait-for.ts";
import { startConnectionWorld, token } from "./connection-world.ts";

const world = await startConnectionWorld();
Deno.test.afterAll(() => world.close());
const { stack, hubspot, admin, put, read, disconnect, test } = world;

Deno.test("a connection that works says so, check by check, and its portal and state are known then", async () => {
  await put({
    token,
    last_call_date_property: "ai_last_call_at",
    last_call_outcome_property: "ai_last_call_outcome",
  });
  const { ok, bad, names, message } = await test();
  assert.deepEqual([ok, bad, message], [true, [], "The connection to HubSpot works."]);
  for (
    const name of [
      "contacts_read",
      "contacts_write",
      "account",
      "checkup_property",
      "last_call_date_property",
    ]
  ) {
    assert.ok(names.includes(name), name);
  }
  const { state, state_detail, state_at, portal_id } = await read();
  assert.deepEqual([state, state_detail, portal_id], ["ok", null, "24680135"]);
  assert.ok(state_at);
  const [row] = await stack.sql`select property_types from public.hubspot_connections`;
  assert.equal(row?.property_types.last_checkup_date, "date");
  assert.deepEqual(hubspot.calls(), []);
  await disconnect();
});

Deno.test("what a test found out with the token of before is not said of one that was set meanwhile", async () => {
  await put({ token });
  hubspot.setFaults([{ fault: "slow", seconds: 1, times: 1 }]);
  const seen = hubspot.requests.length;
  const asked = test();
  await waitFor("HubSpot is asked", () => hubspot.requests.length > seen || undefined);
  await put({ token: "pat-never-issued" });
  assert.deepEqual([(await asked).ok, (await read()).state], [true, "untested"]);
  await disconnect();
});

type Trouble = {
  what: string;
  state: Integration["state"];
  bad: string;
  begin: () => void | Promise<unknown>;
  end?: () => void;
  settings?: Record<string, unknown>;
};
const readScope = "crm.objects.contacts.read" as const;
const writeScope = "crm.objects.contacts.write" as const;
const troubles: Trouble[] = [
  {
    what: "a wrong token",
    state: "token_rejected",
    bad: "contacts_read",
    begin: () => {},
    settings: { token: "pat-never-issued" },
  },
  {
    what: "a token without the right to read",
    state: "scope_missing",
    bad: "contacts_read",
    begin: () => hubspot.setKey({ token: "pat-writes-only", scopes: [writeScope] }),
    settings: { token: "pat-writes-only" },
  },
  {
    what: "a token without the right to write",
    state: "scope_missing",
    bad: "contacts_write",
    begin: () => hubspot.setKey({ token: "pat-reads-only", scopes: [readScope] }),
    settings: { token: "pat-reads-only" },
  },
  {
    what: "a check-up property that HubSpot does not have",
    state: "property_missing",
    bad: "checkup_property",
    begin: () => {},
    settings: { checkup_property: "no_such_date" },
  },
  {
    what: "a do-not-call property of another name that HubSpot does not have",
    state: "property_missing",
    bad: "do_not_call_property",
    begin: () => {},
    settings: { do_not_call_property: "no_such_flag" },
  },
  {
    what: "a check-up property that is no date",
    state: "property_type_wrong",
    bad: "checkup_property",
    begin: () => {},
    settings: { checkup_property: "firstname" },
  },
  {
    what: "a do-not-call property that is no flag",
    state: "property_type_wrong",
    bad: "do_not_call_property",
    begin: () => {},
    settings: { do_not_call_property: "lifecyclestage" },
  },
  {
    what: "a daily limit that is used up",
    state: "daily_limit",
    bad: "contacts_read",
    begin: () => hubspot.setFaults([{ fault: "429", policy: "DAILY" }]),
    end: () => hubspot.setFaults(),
  },
];

for (const { what, state, bad, begin, end, settings = {} } of troubles) {
  Deno.test(`${what} is found by the test, named, and kept as the connection's state`, async () => {
    await begin();
    try {
      await put({ token, ...settings });
      const found = await test();
      assert.equal(found.ok, false);
      assert.ok(found.bad.includes(bad), JSON.stringify(found));
      const now = await read();
      assert.deepEqual([now.state, now.state_detail], [state, found.message]);
    } finally {
      end?.();
      await stack.sql`delete from private.hubspot_limits`;
      await disconnect();
    }
  });
}

Deno.test("an account without a do-not-call property works, and the test says what follows", async () => {
  hubspot.removeProperty("contacts", "do_not_call");
  try {
    await put({ token });
    const { ok, message, checks } = await test();
    assert.deepEqual([ok, message], [true, "The connection to HubSpot works."]);
    const said = checks.find(({ name }) => name === "do_not_call_property");
    assert.equal(said?.says, "HubSpot has no property do_not_call: no contact is held as not to be called.");
    assert.equal(said?.code, "optional_missing");
    assert.equal((await read()).state, "ok");
  } finally {
    hubspot.setProperty({ name: "do_not_call", type: "bool" });
    await disconnect();
  }
});

Deno.test("a HubSpot that does not answer is 200 with ok false", async () => {
  await using nowhere = serveApi(stack, { HUBSPOT_API_URL: "http://127.0.0.1:9", HUBSPOT_API_KEY: "" });
  const there = (await signInAll(stack, nowhere.functionsUrl)).admin;
  await put({ token });
  const { ok, bad } = await test(there);
  assert.deepEqual([ok, bad], [false, ["contacts_read"]]);
  assert.equal((await read()).state, "unreachable");
  await disconnect();
});

Deno.test("a checkbox made in HubSpot's pages is a flag, a date-time is a date, a rule's own property is looked at, write-back that is off is not", async () => {
  hubspot.setKey({ token: "pat-reads-only", scopes: [readScope] });
  await put({
    token: "pat-reads-only",
    write_back_enabled: false,
    checkup_property: "service_on",
    do_not_call_property: "call_me_not",
    last_call_outcome_property: "no_such_property",
  });
  assert.deepEqual((await test()).bad, []);
  const rule = makeRule({ checkup_property: "seen_on" });
  assert.equal((await admin("POST", "acme/rules", rule)).status, 201);
  assert.deepEqual((await test()).bad, ["rule: seen_on"]);
  await stack.sql`delete from public.call_schedule_rules`;
  await disconnect();
});
