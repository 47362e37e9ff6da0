import assert from "node:assert/strict";
import { z } from "zod";
import { createPhoneCipher, phoneRef } from "../../supabase/functions/_shared/phone/phone-cipher.ts";
import { parseSettings } from "../../supabase/functions/_shared/platform/settings.ts";
import { readProgress, renderProgress } from "../../local/stack/read-progress.ts";
import { assertError, fieldsOf, globexAgent, makeRule, ruleOf, signInAll } from "../support/call-api.ts";
import { keepContacts } from "../support/keep-contacts.ts";
import { serveApi } from "../support/serve-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";
import { waitFor } from "../support/wait-for.ts";
import { contactsOf, countsOf, csv, load, makeCampaign, stagedRows } from "./audience-world.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const { admin, member, viewer, foreigner } = await signInAll(stack);
const acme = "0a000000-0000-4000-8000-000000000001";
const number = (index: number) => `+9198765${String(10_000 + index)}`;
const file = (rows: string[], header = "phone,name,contact_id") => [header, ...rows].join("\n");

Deno.test("a file becomes the audience: in its order, each number closed for its call, every bad row named", async () => {
  const path = await makeCampaign(admin);
  const text = [
    "Record ID;Vorname;Nachname;Handy;Zeitzone;Land",
    `7;Asha;Rao;'${number(1)};Asia/Kolkata;Indien`,
    ";;;98765 10002;;IN",
    "8;Ravi;;4.91988E+11;;IN",
    `9;"Meera;\nDas";;="${number(3)}";;`,
    "10;Anil;;12345;;IN",
    `11;Kiran;;${number(4)};IST;`,
    `12;Lata;;${number(5)};;;;too;much`,
    ";;;;;",
    "13;Nobody;;;;",
  ].join("\r\n");
  const answer = await load(admin, path, `\ufeff${text}`);
  assert.deepEqual(countsOf(answer), [3, 0, 0, 5]);
  assert.deepEqual(answer.rejected.map(({ line, field }) => [line, field]), [
    [4, "phone"],
    [7, "phone"],
    [8, "time_zone"],
    [9, "row"],
    [11, "phone"],
  ]);
  assert.match(answer.rejected[0]?.reason ?? "", /lost digits/);
  const contacts = await contactsOf(stack, path);
  assert.deepEqual(
    contacts.map((one) => [one.contact_id, one.contact_name, one.phone_last4, one.time_zone]),
    [
      ["7", "Asha Rao", "0001", "Asia/Kolkata"],
      [null, "Contact ••••0002", "0002", null],
      ["9", "Meera; Das", "0003", null],
    ],
  );
  const cipher = createPhoneCipher(parseSettings(stack.functionEnvironment()));
  const [row] = await stack.sql<{ id: string; phone_enc: string; phone_hash: string }[]>`
    select id, phone_enc, phone_hash from public.campaign_contacts where id = ${contacts[0]?.id ?? ""}`;
  assert.ok(row);
  assert.equal(await cipher.decrypt(phoneRef(acme, row.id), row.phone_enc), number(1));
  assert.equal(row.phone_hash, await cipher.hash(acme, number(1)));
  assert.equal(await stagedRows(stack), 0);
  const rejected = await fetch(`${stack.functionsUrl}/call-scheduling/${path}/audience`, {
    headers: { authorization: `Bearer ${await stack.signIn("viewer@acme.test")}`, accept: "text/csv" },
  });
  assert.match(
    rejected.headers.get("content-disposition") ?? "",
    /^attachment; filename="rejected-[\w-]+\.csv"$/,
  );
  const lines = (await rejected.text()).trim().split("\r\n");
  assert.deepEqual([lines.length, lines[0]], [6, "line,field,reason"]);
  assert.match(lines[1] ?? "", /^4,phone,.*lost digits/);
});

Deno.test("columns are those that are named, and national numbers are read with the country that is asked for", async () => {
  const path = await makeCampaign(admin);
  const text = file(["1,98765 10001", "2,098765 10002", "3,+442079460000"], "Phone,Line");
  const answer = await load(admin, path, text, "?phone=line&contact_id=Phone&contact_country=IN");
  assert.deepEqual(countsOf(answer), [3, 0, 0, 0]);
  assert.deepEqual((await contactsOf(stack, path)).map(({ contact_id }) => contact_id), ["1", "2", "3"]);
});

Deno.test("of equal numbers and of equal ids the first row counts, and what was not taken makes no other a duplicate", async () => {
  const path = await makeCampaign(admin);
  const answer = await load(
    admin,
    path,
    file([
      `${number(1)},One,a`,
      `${number(1)},Same number,b`,
      `${number(2)},Same id,a`,
      `${number(2)},Two,b`,
      `0091 ${number(2).slice(3)},Two again,`,
      `${number(3)},Three,0077`,
      `${number(4)},Four,77`,
    ]),
  );
  assert.deepEqual(countsOf(answer), [3, 0, 4, 0]);
  assert.deepEqual(
    (await contactsOf(stack, path)).map(({ contact_name, contact_id }) => [contact_name, contact_id]),
    [["One", "a"], ["Two", "b"], ["Three", "77"]],
  );
});

Deno.test("the same file again makes the same audience, and another one takes its place", async () => {
  const path = await makeCampaign(admin);
  const text = file([`${number(1)},One,1`, `${number(2)},Two,2`, "none,Three,3"]);
  const first = await load(admin, path, text);
  assert.deepEqual(countsOf(first), [2, 0, 0, 1]);
  assert.deepEqual(await load(admin, path, text), first);
  assert.deepEqual((await contactsOf(stack, path)).map(({ contact_id }) => contact_id), ["1", "2"]);
  await load(admin, path, file([`${number(9)},Nine,9`]));
  assert.deepEqual((await contactsOf(stack, path)).map(({ contact_id }) => contact_id), ["9"]);
});

Deno.test("contacts of HubSpot, by their ids or by a rule, come with their numbers closed anew", async () => {
  await keepContacts(stack, "acme", [
    { contact_id: "501", contact_name: "Due" },
    { contact_id: "502", phone: null },
    { contact_id: "503", phone: "+919876400503", last_checkup_date: null },
    { contact_id: "504", removed_reason: "deleted" },
    { contact_id: "505", contact_name: "Due too" },
  ]);
  const path = await makeCampaign(admin);
  const answer = await load(admin, path, { contact_ids: ["503", "0501", "502", "504", "999", "501"] });
  assert.deepEqual(countsOf(answer), [2, 0, 1, 3]);
  assert.deepEqual(answer.rejected.map(({ line, field }) => [line, field]), [
    [3, "phone"],
    [4, "contact_ids"],
    [5, "contact_ids"],
  ]);
  assert.deepEqual((await contactsOf(stack, path)).map(({ contact_id }) => contact_id), ["503", "501"]);
  const cipher = createPhoneCipher(parseSettings(stack.functionEnvironment()));
  for (
    const { id, phone_enc } of await stack.sql<{ id: string; phone_enc: string }[]>`
    select id, phone_enc from public.campaign_contacts where contact_id = '503'`
  ) {
    assert.equal(await cipher.decrypt(phoneRef(acme, id), phone_enc), "+919876400503");
  }

  const rule = ruleOf(await admin("POST", "acme/rules", makeRule({ max_calls_per_day: 1 })));
  const named = await load(admin, path, { rule_id: rule.id });
  assert.deepEqual(countsOf(named), [2, 0, 0, 0], "the limit of a day is the rule's own");
  assert.deepEqual((await contactsOf(stack, path)).map(({ contact_name }) => contact_name), [
    "Due",
    "Due too",
  ]);
  const foreign = await admin("PUT", `${path}/audience`, { rule_id: crypto.randomUUID() });
  assert.deepEqual([foreign.status, foreign.body.code, fieldsOf(foreign)], [422, "unknown_rule", [
    "rule_id",
  ]]);
});

Deno.test("a small HubSpot list is there with its answer, a long one is left to the sync, and what cannot be read says what to do", async () => {
  const { hubspot } = stack;
  const ask = async (list_id: string) => {
    const { status, body } = await admin("PUT", `${path}/audience`, { list_id });
    return [status, body.code];
  };
  const path = await makeCampaign(admin);
  await keepContacts(stack, "acme", [{ contact_id: "601" }, { contact_id: "603", phone: null }]);
  hubspot.setContact({ id: "602", properties: { firstname: "Asha", phone: "+919876500602" } });
  hubspot.setList({
    id: "7",
    members: ["602", "601", "603", ...Array.from({ length: 297 }, (_, n) => String(9_000 + n))],
  });
  hubspot.setList({ id: "8", members: [] });
  hubspot.setList({ id: "9", objectTypeId: "0-2", members: ["1"] });
  hubspot.setList({ id: "11", members: Array.from({ length: 600 }, (_, n) => String(9_000 + n)) });
  hubspot.setList({ id: "12", members: Array.from({ length: 50_001 }, (_, n) => String(9_000 + n)) });
  const connected = await admin("PUT", "acme/integrations/hubspot", { token: hubspot.token });
  assert.equal(connected.status, 200, connected.text);
  const answer = await load(admin, path, { list_id: "7" });
  assert.deepEqual(countsOf(answer), [2, 0, 0, 298], "those that HubSpot does not have are named");
  assert.match(answer.rejected[1]?.reason ?? "", /HubSpot has no contact/);
  assert.deepEqual((await contactsOf(stack, path)).map(({ contact_id }) => contact_id), ["602", "601"]);
  const [asha] = await stack
    .sql`select contact_name from public.contacts where contact_id = '602' and removed_at is null`;
  assert.equal(asha?.contact_name, "Asha", "a contact like any other");
  const begun = await admin("PUT", `${path}/audience`, { list_id: "11" });
  assert.equal(begun.status, 202, begun.text);
  const { audience } = (await viewer("GET", `${path}/audience`)).body;
  const known = z.object({ state: z.string(), rows_read: z.int(), rows_total: z.int(), problem: z.null() })
    .parse(audience);
  assert.deepEqual([known.state, known.rows_read, known.rows_total], ["running", 500, 600]);
  assert.equal(
    (await contactsOf(stack, path)).length,
    2,
    "the audience before stays until all of it is there",
  );
  assert.deepEqual(await ask("12"), [422, "too_many_contacts"]);
  assert.deepEqual(await ask("8"), [422, "nobody_to_call"]);
  assert.deepEqual(await ask("9"), [422, "unknown_list"]);
  assert.deepEqual(await ask("10"), [422, "unknown_list"]);
  assert.deepEqual(await ask("every"), [400, "malformed"]);
  hubspot.setKey({
    token: hubspot.token,
    scopes: ["crm.objects.contacts.read", "crm.objects.contacts.write"],
  });
  assert.deepEqual(await ask("7"), [502, "scope_missing"]);
  const tested = await admin("POST", "acme/integrations/hubspot/test");
  assert.match(tested.text, /crm\.lists\.read/);
  assert.equal(tested.body.ok, true, "all the rest goes on without");
  assert.equal((await contactsOf(stack, path)).length, 2, "the audience before stays");
  assert.equal((await admin("DELETE", "acme/integrations/hubspot")).status, 200);
  assert.deepEqual(await ask("7"), [409, "hubspot_not_connected"]);
});

Deno.test("what is no audience is refused with what to do, and leaves the one before", async () => {
  const path = await makeCampaign(admin);
  await load(admin, path, file([`${number(1)},One,1`]));
  const wrong: [what: string, body: unknown, type: string, status: number, code: string, query?: string][] = [
    ["a workbook", "PK\u0003\u0004", "text/csv", 400, "malformed"],
    ["binary", "phone\n\u0000\u0001", "text/csv", 400, "malformed"],
    ["an open quote", 'phone\n"open\n', "text/csv", 400, "malformed"],
    ["nothing", "", "text/csv", 422, "nobody_to_call"],
    ["a header alone", "phone,name\n", "text/csv", 422, "nobody_to_call"],
    ["no header", `${number(1)},One\n${number(2)},Two\n`, "text/csv", 422, "no_such_column"],
    ["no column of numbers", "name,city\nOne,Pune\n", "text/csv", 422, "no_such_column"],
    ["a column that is not there", "phone\n1\n", "text/csv", 422, "no_such_column", "?name=Patient"],
    ["bad rows alone", "phone\n12\n1E+11\n", "text/csv", 422, "nobody_to_call"],
    ["too many rows", `phone\n${"1\n".repeat(50_001)}`, "text/csv", 413, "too_large"],
    ["too many bytes", `phone\n${"1".repeat(16 * 1024 * 1024)}`, "text/csv", 413, "too_large"],
    ["an unknown parameter", "phone\n1\n", "text/csv", 400, "malformed", "?colour=red"],
    ["another type", "phone\n1\n", "text/plain", 415, "not_csv_or_json"],
    ["broken JSON", "{", "application/json", 400, "malformed"],
    ["no contacts", { contact_ids: [] }, "application/json", 400, "malformed"],
    ["both", { contact_ids: ["1"], rule_id: crypto.randomUUID() }, "application/json", 400, "malformed"],
    ["columns of no file", { contact_ids: ["1"] }, "application/json", 400, "malformed", "?phone=x"],
    ["unknown contacts", { contact_ids: ["999999"] }, "application/json", 422, "nobody_to_call"],
  ];
  for (const [what, body, type, status, code, query = ""] of wrong) {
    const answer = await admin("PUT", `${path}/audience${query}`, body, { "content-type": type });
    assertError(answer, status, what);
    assert.equal(answer.body.code, code, `${what}: ${answer.text}`);
    if (what === "both") assert.match(answer.text, /either contact_ids/);
    if (what === "bad rows alone") assert.deepEqual(fieldsOf(answer), ["line 2, phone", "line 3, phone"]);
  }
  assert.deepEqual((await contactsOf(stack, path)).map(({ contact_name }) => contact_name), ["One"]);
  assert.equal(await stagedRows(stack), 0);
});

Deno.test("it is for admins of the organisation, and of a draft or a paused campaign", async () => {
  const path = await makeCampaign(admin);
  const text = file([`${number(1)},One,1`]);
  for (const as of [member, viewer]) {
    assertError(await as("PUT", `${path}/audience`, text, csv), 403, "not an admin");
  }
  assertError(await foreigner("PUT", `${path}/audience`, text, csv), 404, "another organisation");
  const theirs = await makeCampaign(foreigner, "globex", globexAgent);
  const swapped = theirs.replace("globex/", "acme/");
  for (const as of [admin, foreigner]) {
    assertError(await as("PUT", `${swapped}/audience`, text, csv), 404, "another organisation's campaign");
    assertError(await as("GET", `${swapped}/audience`), 404, "its progress");
  }
  const id = path.slice(path.lastIndexOf("/") + 1);
  await stack.sql`update public.campaigns set state = 'running' where id = ${id}`;
  const running = await admin("PUT", `${path}/audience`, text, csv);
  assert.deepEqual([running.status, running.body.code], [409, "campaign_running"]);
  await stack.sql`
    update public.campaigns set state = 'paused', paused_at = now(), paused_code = 'by_user', paused_reason = 'Lunch'
    where id = ${id}`;
  assert.deepEqual(countsOf(await load(admin, path, text)), [1, 0, 0, 0]);
});

Deno.test("a piece is kept for whoever loads it alone", async () => {
  const path = await makeCampaign(admin);
  const upload = crypto.randomUUID();
  const empty = { contact_id: "", time_zone: "", country: "" };
  const part = { rows: [{ line: 2, phones: [number(1)], name: "One", ...empty }], rejected: [] };
  const send = (as: typeof admin, to = path) => as("PUT", `${to}/audience/${upload}/parts/0`, part);
  for (const as of [member, viewer]) assertError(await send(as), 403, "not an admin");
  assertError(await send(foreigner), 404, "another organisation");
  assertError(await send(admin, `acme/campaigns/${crypto.randomUUID()}`), 404, "no campaign");
  const unknown = await send(admin);
  assert.deepEqual([unknown.status, unknown.body.code], [409, "audience_replaced"]);
  assert.equal(await stagedRows(stack), 0);
});

const progress = z.object({
  audience: z.object({
    state: z.string(),
    rows_read: z.int(),
    rows_total: z.int(),
    seconds_left: z.int().nullable(),
    accepted: z.int().nullable(),
  }).nullable(),
});
const many = (from: number, count: number) =>
  file(Array.from({ length: count }, (_, index) => `${number(from + index)},N,${from + index}`));

Deno.test("how far it is can be read while it is loaded, and what it came to afterwards; the trail says how many", async () => {
  const path = await makeCampaign(admin);
  const read = async () => progress.parse((await viewer("GET", `${path}/audience`)).body).audience;
  assert.equal(await read(), null);
  const loading = load(admin, path, many(0, 4_001));
  const between = await waitFor("a piece", async () => {
    const now = await read();
    return now !== null && now.rows_read > 0 ? now : undefined;
  }, { everyMs: 5 });
  const [line] = (await readProgress(stack.sql)).map(renderProgress);
  if (between.state === "running") {
    assert.deepEqual([between.rows_total, between.accepted], [4_001, null]);
    if (line !== undefined) assert.match(line, /^audience of acme's campaign [\w-]+: \d+ of 4001/);
    assert.ok(between.rows_read < 4_001 ? between.seconds_left !== null : true);
  }
  assert.deepEqual(countsOf(await loading), [4_001, 0, 0, 0]);
  assert.deepEqual(await read(), {
    state: "loaded",
    rows_read: 4_001,
    rows_total: 4_001,
    seconds_left: null,
    accepted: 4_001,
  });
  const trail = await stack.sql<{ action: string; changes: Record<string, unknown> }[]>`
    select action::text, changes from public.audit_log
    where table_name = 'audience_uploads' and org_id = ${acme} order by id desc limit 2`;
  assert.deepEqual(trail.map(({ action }) => action), ["update", "insert"]);
  assert.deepEqual(trail[0]?.changes.accepted, [null, 4_001]);
  assert.equal(trail[1]?.changes.rows_total, 4_001);
  assert.doesNotMatch(JSON.stringify(trail), /98765\s?\d{5}/);
});

Deno.test("two admins at once: one audience is whole, and whoever lost hears of it", async () => {
  const path = await makeCampaign(admin);
  const files = [many(20_000, 2_500), many(30_000, 2_100)];
  const answers = await Promise.all(files.map((text) => admin("PUT", `${path}/audience`, text, csv)));
  for (const answer of answers) {
    assert.ok(
      answer.status === 200 || answer.body.code === "audience_replaced",
      `${answer.status}: ${answer.text}`,
    );
  }
  const contacts = await contactsOf(stack, path);
  const whole = answers.map(({ status }, index) =>
    status === 200 && contacts.length === [2_500, 2_100][index] &&
    contacts[0]?.contact_id === ["20000", "30000"][index]
  );
  assert.deepEqual(whole.filter((is) => is).length, 1, JSON.stringify(answers.map(({ status }) => status)));
  assert.equal(await stagedRows(stack), 0);
});

Deno.test("a connection that breaks before the file is whole leaves nothing", async () => {
  const path = await makeCampaign(admin);
  await load(admin, path, file([`${number(1)},One,1`]));
  const { hostname, port, pathname } = new URL(stack.functionsUrl);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  const head = [
    `PUT ${pathname}/call-scheduling/${path}/audience HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    `Authorization: Bearer ${await stack.signIn("admin@acme.test")}`,
    "Content-Type: text/csv",
    "Content-Length: 100000",
  ];
  await connection.write(new TextEncoder().encode(`${head.join("\r\n")}\r\n\r\n${many(40_000, 500)}`));
  connection.close();
  assert.equal(progress.parse((await viewer("GET", `${path}/audience`)).body).audience?.accepted, 1);
  assert.deepEqual((await contactsOf(stack, path)).map(({ contact_name }) => contact_name), ["One"]);
  assert.equal(await stagedRows(stack), 0);
});

Deno.test("no number is in a log, whatever becomes of it", async () => {
  await using api = serveApi(stack, { LOG_LEVEL: "debug" });
  const { admin } = await signInAll(stack, api.functionsUrl);
  const path = await makeCampaign(admin);
  await load(admin, path, file([`${number(1)},One,1`, `${number(2)}9999,Two,2`]));
  const empty = { contact_id: "", time_zone: "", country: "" };
  const part = {
    rows: [{ line: 2, phones: [number(1), "4.91988E+11"], name: "One", ...empty }],
    rejected: [],
  };
  await admin("PUT", `${path}/audience/${crypto.randomUUID()}/parts/0`, part);
  await admin("PUT", `${path}/audience`, file(["98765,One,1", "98765,Two,2"]), csv);
  assert.ok(api.lines.length >= 4);
  assert.doesNotMatch(api.lines.join("\n"), /98765\s?\d{5}|4\.91988E/);
});
