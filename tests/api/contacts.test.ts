import assert from "node:assert/strict";
import { z } from "zod";
import { type Contact, contact } from "../../supabase/functions/call-scheduling/contacts/schema.ts";
import {
  assertError,
  type CallApi,
  fieldsOf,
  globexAgent,
  makeBooking,
  scheduleOf,
  signInAll,
} from "../support/call-api.ts";
import { keepContacts } from "../support/keep-contacts.ts";
import { serveApi } from "../support/serve-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const { admin, member, viewer, foreigner } = await signInAll(stack);

const shared = "+919876600001";
await keepContacts(stack, "acme", [
  {
    contact_id: "9",
    contact_name: "Asha Rao 😀",
    time_zone: "Asia/Kolkata",
    language: "hi",
    properties: { country: "IN" },
  },
  { contact_id: "10", do_not_call: true },
  { contact_id: "100", phone: null, last_checkup_date: null },
  {
    contact_id: "101",
    phone: null,
    phone_problem: "invalid",
    last_checkup_date: null,
    checkup_problem: "unreadable",
  },
  { contact_id: "102", phone: shared },
  { contact_id: "103", phone: shared, problem: "The record came without properties." },
  { contact_id: "104", phone: null, phone_problem: "special", last_checkup_date: "2099-01-01" },
  { contact_id: "105", removed_reason: "deleted" },
  { contact_id: "106", removed_reason: "merged", do_not_call: true },
  { contact_id: "107", merged_ids: ["108", "109"], do_not_call: true },
  { contact_id: "999999999999999999" },
]);
await keepContacts(stack, "globex", [{ contact_id: "9", contact_name: "Of globex", do_not_call: true }]);

async function list(query = "", as: CallApi = admin): Promise<Contact[]> {
  const answer = await as("GET", `acme/contacts${query}`);
  assert.equal(answer.status, 200, answer.text);
  return z.array(contact).parse(answer.body.contacts);
}
const ids = (contacts: Contact[]) => contacts.map(({ contact_id }) => contact_id);

Deno.test("a contact is found by a part of the name or the whole number, in its own organisation alone", async () => {
  const found = async (q: string, more = "", as: CallApi = admin) =>
    ids(await list(`?q=${encodeURIComponent(q)}${more}`, as));
  assert.deepEqual(await found("sha RA"), ["9"]);
  assert.deepEqual(await found("As", "&problem=phone_missing"), []);
  assert.deepEqual(await found("Of globex"), []);
  assert.deepEqual(await found("Of globex", "", foreigner).catch(() => []), []);
  assert.deepEqual(await found(shared), ["102", "103"]);
  assert.deepEqual(await found(shared.slice(1), "&problem=broken", viewer), ["103"]);
  assert.deepEqual(await found("+919876600009"), []);
  assert.deepEqual(await found("%"), []);
});

Deno.test("the contacts that HubSpot still has are listed in the order of their numbers", async () => {
  const all = await list();
  assert.deepEqual(ids(all), ["9", "10", "100", "101", "102", "103", "104", "107", "999999999999999999"]);
  const { synced_at, ...first } = all[0] ?? assert.fail("nothing is listed");
  assert.ok(Math.abs(Date.parse(synced_at) - Date.now()) < 3_600_000);
  assert.deepEqual(first, {
    contact_id: "9",
    contact_name: "Asha Rao 😀",
    contact_phone: "+919876400009",
    last_checkup_date: "2026-01-05",
    time_zone: "Asia/Kolkata",
    language: "hi",
    owner_id: null,
    do_not_call: false,
    problems: [],
    problem: null,
    properties: { country: "IN" },
    hubspot_modified_at: null,
  });
});

Deno.test("a number is whole for admins and masked for the others", async () => {
  for (const as of [member, viewer]) {
    const seen = await list("", as);
    assert.deepEqual(seen.map(({ contact_phone }) => contact_phone).slice(0, 5), [
      "••••0009",
      "••••0010",
      null,
      null,
      "••••0001",
    ]);
  }
});

Deno.test("what stands in the way of calling a contact is told and can be asked for", async () => {
  const problems: Record<string, string[]> = {
    broken: ["103"],
    do_not_call: ["10", "107"],
    phone_missing: ["100"],
    phone_invalid: ["101"],
    phone_special: ["104"],
    phone_shared: ["102", "103"],
    checkup_missing: ["100"],
    checkup_unreadable: ["101"],
    checkup_in_future: ["104"],
  };
  const all = await list();
  for (const [problem, expected] of Object.entries(problems)) {
    assert.deepEqual(ids(await list(`?problem=${problem}`)), expected, problem);
    assert.deepEqual(
      ids(all.filter(({ problems }) => problems.some((found) => found === problem))),
      expected,
      problem,
    );
  }
  assert.deepEqual(ids(await list("?do_not_call=true")), ["10", "107"]);
  assert.equal((await list("?do_not_call=false")).length, 7);
  assert.deepEqual(ids(await list("?contact_id=102")), ["102"]);
  assert.deepEqual(await list("?contact_id=105"), []);
  assert.deepEqual(await list("?contact_id=no-such"), []);
  assert.deepEqual(ids(await list("?do_not_call=false&problem=phone_shared")), ["102", "103"]);
  assert.deepEqual(ids(await list("?checkup_until=2026-01-04")), []);
  assert.deepEqual(ids(await list("?checkup_until=2026-01-05&do_not_call=true")), ["10", "107"]);
});

Deno.test("pages follow one another without gap or repeat, to ids of eighteen digits", async () => {
  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const answer = await admin("GET", `acme/contacts?limit=2${cursor ? `&cursor=${cursor}` : ""}`);
    assert.equal(answer.status, 200, answer.text);
    seen.push(...ids(z.array(contact).max(2).parse(answer.body.contacts)));
    cursor = answer.body.next_cursor;
  } while (cursor);
  assert.deepEqual(seen, ids(await list()));
});

Deno.test("a number that cannot be decrypted is null, and the list is still answered", async () => {
  await stack.sql`update public.contacts set phone_enc = regexp_replace(phone_enc, '^v1\\.[^.]+', 'v1.gone')
    where contact_id = '999999999999999999'`;
  await using api = serveApi(stack, { LOG_LEVEL: "debug" });
  const there = (await signInAll(stack, api.functionsUrl)).admin;
  const all = await list("", there);
  assert.equal(all.at(-1)?.contact_phone, null);
  assert.equal(all[0]?.contact_phone, "+919876400009");
  assert.ok(api.lines.some((line) => line.includes("phone_not_decrypted")));
  for (const line of api.lines) assert.doesNotMatch(line, /Asha|98764\s?\d{5}|••••/);
});

Deno.test("an organisation's contacts hold nothing of another's", async () => {
  const answer = await foreigner("GET", "globex/contacts");
  assert.deepEqual(ids(z.array(contact).parse(answer.body.contacts)), ["9"]);
  assert.ok(!answer.text.includes("Asha"));
  assert.ok(!JSON.stringify(await list()).includes("globex"));
});

Deno.test("a filter that cannot be meant is 400 and named", async () => {
  const wrong: [string, string][] = [
    ["limit", "0"],
    ["limit", "201"],
    ["limit", "x"],
    ["cursor", "0"],
    ["cursor", "-1"],
    ["cursor", "1;drop table x"],
    ["cursor", "9".repeat(19)],
    ["do_not_call", "yes"],
    ["do_not_call", ""],
    ["problem", "none"],
    ["problem", "broken},{"],
    ["contact_id", ""],
    ["contact_id", "x".repeat(129)],
    ["contact_id", "a\0b"],
    ["phone", shared],
  ];
  for (const [field, value] of wrong) {
    const answer = await admin("GET", `acme/contacts?${new URLSearchParams({ [field]: value })}`);
    assertError(answer, 400, `${field}=${value}`);
    assert.deepEqual(fieldsOf(answer), [field]);
  }
});

Deno.test("no call is booked to a number that is not to be called, under whatever contact's id", async () => {
  const contact_phone = "+919876400010";
  const { id } = scheduleOf(await member("POST", "acme/call-schedules", makeBooking({ contact_id: "9" })));
  for (
    const answer of [
      await member("POST", "acme/call-schedules", makeBooking({ contact_id: "77", contact_phone })),
      await member("POST", "acme/call-schedules", makeBooking({ contact_id: "crm-1", contact_phone })),
      await member("PATCH", `acme/call-schedules/${id}`, {
        contact_phone: "09876400010",
        contact_country: "IN",
      }),
    ]
  ) {
    assertError(answer, 422, "a number that is not to be called");
    assert.equal(answer.body.code, "contact_do_not_call");
    assert.deepEqual(fieldsOf(answer), ["contact_phone"]);
  }
  // The flag is Acme's contact's: another organisation knows nothing of it.
  const booking = makeBooking({ agent_id: globexAgent, contact_phone });
  assert.equal((await foreigner("POST", "globex/call-schedules", booking)).status, 201);
});

Deno.test("a special number is refused with its kind, until the operator allows that kind of that country", async () => {
  const booking = makeBooking({ contact_phone: "+449012345678" });
  const { id } = scheduleOf(await member("POST", "acme/call-schedules", makeBooking()));
  const answers = [
    await member("POST", "acme/call-schedules", booking),
    await member("PATCH", `acme/call-schedules/${id}`, {
      contact_phone: "090 1234 5678",
      contact_country: "GB",
    }),
  ];
  for (const answer of answers) {
    assertError(answer, 422, "a premium-rate number");
    assert.deepEqual(fieldsOf(answer), ["contact_phone"]);
    assert.match(answer.text, /premium-rate.*GB:PREMIUM_RATE/);
  }
  const allow = (kinds: string[]) =>
    stack.sql`update public.organizations set allowed_number_kinds = ${kinds} where slug = 'acme'`;
  for (const kinds of [["GB:CHEAP"], ["gb:PREMIUM_RATE"], ["PREMIUM_RATE"], ["GB:PREMIUM_RATE,"]]) {
    await assert.rejects(allow(kinds), /allowed_number_kinds/);
  }
  await allow(["GB:PREMIUM_RATE"]);
  assert.equal((await member("POST", "acme/call-schedules", booking)).status, 201);
  await allow([]);
});

Deno.test("a contact's id is kept and found without leading zeros; another CRM's stays as it is", async () => {
  const ids: [string, string][] = [
    ["040000136", "40000136"],
    [" 40000136 ", "40000136"],
    ["0".repeat(100) + "7", "7"],
    ["999999999999999999", "999999999999999999"],
    ["0".repeat(20), "0".repeat(20)],
    ["crm-007", "crm-007"],
    ["007x", "007x"],
    ["0", "0"],
    ["\u0660\u0667", "\u0660\u0667"],
  ];
  for (const [sent, kept] of ids) {
    const booked = scheduleOf(await member("POST", "acme/call-schedules", makeBooking({ contact_id: sent })));
    assert.equal(booked.contact_id, kept);
    const changed = await member("PATCH", `acme/call-schedules/${booked.id}`, { contact_id: sent });
    assert.equal(scheduleOf(changed).contact_id, kept);
    const query = new URLSearchParams({ contact_id: sent });
    const found = await member("GET", `acme/call-schedules?${query}`);
    assert.ok(found.body.schedules?.some(({ id }) => id === booked.id), sent);
  }
  for (const sent of ["9", "009", " 9 "]) {
    const { body } = await member("GET", `acme/contacts?${new URLSearchParams({ contact_id: sent })}`);
    assert.deepEqual(
      z.array(z.looseObject({ contact_id: z.string() })).parse(body.contacts).map((c) => c.contact_id),
      ["9"],
    );
  }
});

Deno.test("no call is booked for a contact that is not to be called, nor for one that was merged into it", async () => {
  const { id } = scheduleOf(await member("POST", "acme/call-schedules", makeBooking({ contact_id: "9" })));
  for (const contact_id of ["10", "00000010", " 10 ", "107", "108", "109"]) {
    for (
      const answer of [
        await member("POST", "acme/call-schedules", makeBooking({ contact_id })),
        await member("PATCH", `acme/call-schedules/${id}`, { contact_id }),
      ]
    ) {
      assertError(answer, 422, contact_id);
      assert.equal(answer.body.code, "contact_do_not_call");
      assert.deepEqual(fieldsOf(answer), ["contact_id"]);
    }
  }
  const both = await member(
    "POST",
    "acme/call-schedules",
    makeBooking({ contact_id: "10", contact_phone: "+1" }),
  );
  assert.deepEqual([both.body.code, fieldsOf(both)], ["invalid", ["contact_phone"]]);
  // Gone from HubSpot, unknown to it, or no id of its: nothing says that they are not to be called.
  for (const contact_id of ["106", "77", "crm-10", "10},x"]) {
    assert.equal(
      (await member("POST", "acme/call-schedules", makeBooking({ contact_id }))).status,
      201,
      contact_id,
    );
  }
});

Deno.test("the statistics count the compliance of the cached contacts, against the deployment's threshold without a rule", async () => {
  const compliance = async (env: Record<string, string>) => {
    await using api = serveApi(stack, env);
    const there = (await signInAll(stack, api.functionsUrl)).viewer;
    const answer = await there("GET", "acme/call-schedules/statistics");
    assert.equal(answer.status, 200, answer.text);
    return z.looseObject({ checkup_compliance: z.looseObject({}) }).parse(answer.body.statistics)
      .checkup_compliance;
  };
  assert.deepEqual(await compliance({}), {
    within: 0,
    overdue: 6,
    unknown: 3,
    rate: 0,
    threshold_days: 5,
    within_with_phone: 0,
    within_without_phone: 0,
    overdue_with_phone: 6,
    overdue_without_phone: 0,
    called: 0,
    reached: 0,
  });
  const lenient = await compliance({ CHECKUP_THRESHOLD_DAYS: "3650" });
  assert.deepEqual([lenient.within, lenient.overdue, lenient.threshold_days, lenient.rate], [6, 0, 3650, 1]);
});
