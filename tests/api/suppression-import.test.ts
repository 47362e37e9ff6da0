import assert from "node:assert/strict";
import { z } from "zod";
import { assertError, fieldsOf, makeBooking, scheduleOf, signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const { admin, member, viewer } = await signInAll(stack);

const route = "acme/suppressions/import";
const csv = { "content-type": "text/csv; charset=utf-8" };
const answerSchema = z.object({
  added: z.int(),
  already_there: z.int(),
  rejected_count: z.int(),
  rejected: z.array(z.object({ line: z.int(), field: z.string(), reason: z.string().min(1) })),
});
let numbers = 0;
const makeNumber = () => `+9198767${String(10000 + ++numbers)}`;

async function importFile(file: string, query = "", headers: Record<string, string> = csv) {
  const answer = await admin("POST", `${route}${query}`, file, headers);
  assert.equal(answer.status, 200, answer.text);
  return answerSchema.parse(answer.body);
}

/** What is on the list with these last four digits: scope and reason. */
async function entriesEndingWith(digits: string) {
  const rows = await stack.sql`
    select scope::text, reason, expires_at, removed_at from public.suppressions where phone_last4 = ${digits}
    order by added_at`;
  return rows.map(({ scope, reason }) => [scope, reason]);
}

Deno.test("every row that can be read is added, the others are named with line, field and reason", async () => {
  const [one, two, three] = [makeNumber(), makeNumber(), makeNumber()];
  const booked = scheduleOf(await admin("POST", "acme/call-schedules", makeBooking({ contact_phone: one })));
  const file = [
    "Phone;Scope;Reason;Country",
    `${one};all;"Asked by letter;\nand by phone"`,
    `${two};marketing;;`,
    "not a number;;;",
    "",
    `${three.slice(3)};;;IN`,
    `${makeNumber()};everything;;`,
    "98765 43210;;;XX",
    ";;;IN",
    `${makeNumber()};topic;;`,
  ].join("\r\n");
  const answer = await importFile(file);
  assert.deepEqual([answer.added, answer.already_there, answer.rejected_count], [3, 0, 5]);
  assert.deepEqual(answer.rejected.map(({ line, field }) => [line, field]), [
    [5, "contact_phone"],
    [8, "scope"],
    [9, "contact_country"],
    [10, "contact_phone"],
    [11, "scope"],
  ]);
  assert.deepEqual(await entriesEndingWith(one.slice(-4)), [["all", "Asked by letter; and by phone"]]);
  assert.deepEqual(await entriesEndingWith(two.slice(-4)), [["marketing", "Imported list"]]);
  assert.equal(scheduleOf(await admin("GET", `acme/call-schedules/${booked.id}`)).call_status, "cancelled");
  const again = await importFile(file);
  assert.deepEqual([again.added, again.already_there, again.rejected_count], [0, 3, 5], "once");
});

Deno.test("numbers alone are a file too, and national ones are read with the country that is asked for", async () => {
  const answer = await importFile("98767 30001\n098767 30002\n+442079460000\n", "?contact_country=IN");
  assert.deepEqual([answer.added, answer.rejected_count], [3, 0]);
});

Deno.test("an import lifts, loosens and shortens nothing", async () => {
  const contact_phone = makeNumber();
  const digits = contact_phone.slice(-4);
  await admin("POST", "acme/suppressions", { contact_phone, reason: "For good" });
  const loosening = await importFile(
    `contact_phone,scope,reason,expires_at,removed\n${contact_phone},marketing,Less,2030-01-01,yes\n`,
  );
  assert.deepEqual([loosening.added, loosening.already_there], [0, 1]);
  assert.deepEqual(await entriesEndingWith(digits), [["all", "For good"]]);
  const brief = makeNumber();
  await admin("POST", "acme/suppressions", {
    contact_phone: brief,
    reason: "Brief",
    expires_at: "2099-01-01T00:00:00Z",
  });
  assert.equal((await importFile(`${brief}\n`)).added, 1);
  assert.deepEqual(await entriesEndingWith(brief.slice(-4)), [["all", "Brief"], ["all", "Imported list"]]);
});

Deno.test("a reason that cannot be stored as it is keeps no number off the list", async () => {
  const [one, two] = [makeNumber(), makeNumber()];
  const { added } = await importFile(`phone,reason\n${one},"a\tb\u202e"\n${two},\u200b\n`);
  assert.equal(added, 2);
  assert.deepEqual(await entriesEndingWith(one.slice(-4)), [["all", "a b"]]);
  assert.deepEqual(await entriesEndingWith(two.slice(-4)), [["all", "Imported list"]]);
});

Deno.test("it is for admins, takes CSV alone, and no more than 50 000 rows or 8 MB", async () => {
  for (const as of [member, viewer]) assertError(await as("POST", route, "1\n", csv), 403, "not an admin");
  assertError(await admin("POST", route, "1\n", { "content-type": "application/json" }), 415, "JSON");
  assertError(await admin("POST", route, 'phone\n"open\n', csv), 400, "an open quote");
  assertError(await admin("POST", route, "1\n".repeat(50_002), csv), 413, "too many rows");
  assertError(await admin("POST", route, "1".repeat(8 * 1024 * 1024 + 1), csv), 413, "too large");
  assertError(
    await admin("POST", "acme/suppressions", `{"reason": "${"x".repeat(65_536)}"}`),
    413,
    "64 KB elsewhere",
  );
  const wrong: [query: string, field: string][] = [
    ["?registry=dnc", "registry"],
    ["?checked_at=yesterday", "checked_at"],
    ["?contact_country=India", "contact_country"],
    ["?colour=red", "colour"],
  ];
  for (const [query, field] of wrong) {
    const answer = await admin("POST", route + query, "1\n", csv);
    assertError(answer, 400, query);
    assert.deepEqual(fieldsOf(answer), [field]);
  }
});

Deno.test("what a registry said of numbers is kept apart from the list, and an older answer replaces no newer one", async () => {
  const [listed, free] = [makeNumber(), makeNumber()];
  const file = `phone,listed\n${listed},yes\n${free},no\n,no\n`;
  const query = "?registry=GB-TPS&checked_at=2026-11-01T00:00:00Z";
  const answer = await importFile(file, query);
  assert.deepEqual([answer.added, answer.already_there, answer.rejected_count], [2, 0, 1]);
  const older = await importFile(
    `phone,listed\n${listed},no\n`,
    "?registry=GB-TPS&checked_at=2026-10-01T00:00:00Z",
  );
  assert.deepEqual([older.added, older.already_there], [0, 1]);
  const rows = await stack.sql`
    select k.listed, o.slug from private.registry_checks k join public.organizations o on o.id = k.org_id
    where k.registry = 'GB-TPS' order by k.listed`;
  assert.deepEqual([...rows], [{ listed: false, slug: "acme" }, { listed: true, slug: "acme" }]);
  assert.deepEqual(await entriesEndingWith(listed.slice(-4)), []);
  const tomorrow = await admin("POST", `${route}?registry=GB-TPS&checked_at=2999-01-01T00:00:00Z`, file, csv);
  assertError(tomorrow, 422, "a moment to come");
});

Deno.test("the same key imports once, and a file in UTF-16 stays what it is", async () => {
  const text = `\ufeffphone;reason\r\n${makeNumber()};Ünal\r\n`;
  const bytes = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at++) {
    new DataView(bytes.buffer).setUint16(at * 2, text.charCodeAt(at), true);
  }
  const token = await stack.signIn("admin@acme.test");
  const send = async () => {
    const response = await fetch(`${stack.functionsUrl}/call-scheduling/${route}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "text/csv",
        "idempotency-key": "import-once",
      },
      body: bytes,
    });
    return {
      replayed: response.headers.get("idempotency-replayed"),
      ...answerSchema.parse(await response.json()),
    };
  };
  const first = await send();
  assert.deepEqual([first.added, first.rejected, first.replayed], [1, [], null]);
  assert.deepEqual(await send(), { ...first, replayed: "true" });
});
