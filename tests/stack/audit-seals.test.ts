import assert from "node:assert/strict";
import postgres from "postgres";
import { listChains, readChain, withTrail } from "../../local/audit/read-trail.ts";
import { writeTrailFile } from "../../local/audit/trail-file.ts";
import { verifyDatabase, verifyFile, verifyWithin } from "../../local/audit/verify-trail.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({ withFunctions: false, seed: false, sweepEverySeconds: false });
const { sql } = stack;
const other = postgres(stack.dbUrl, { max: 1, onnotice: () => {} });
Deno.test.afterAll(async () => {
  await other.end();
  await stack.close();
});

const acme = "0a000000-0000-4000-8000-00000000aaaa";
const month = new Date().toISOString().slice(0, 7);
await sql`insert into public.organizations (id, slug, name, time_zone) values (${acme}, 'acme', 'Acme', 'Asia/Kolkata')`;

/** What cron does in two minutes: the second run seals what was handed out by the first. */
async function seal(): Promise<number> {
  let sealed = 0;
  for (let run = 0; run < 2; run++) {
    const [row] = await sql<{ sealed: number }[]>`select private.seal_audit() as sealed`;
    sealed += row?.sealed ?? 0;
  }
  return sealed;
}

/** A row of the trail in a transaction of its own: the organisation's name changes. Answers the row's id. */
async function change(name: string): Promise<number> {
  await sql`update public.organizations set name = ${name} where id = ${acme}`;
  return await newestId();
}

async function newestId(): Promise<number> {
  const [row] = await sql<{ id: number }[]>`select max(id)::float8 as id from public.audit_log`;
  return row?.id ?? 0;
}

async function verify(filter = {}) {
  const said: string[] = [];
  const holds = await verifyDatabase(sql, filter, (line) => said.push(line));
  return { holds, said: said.join("\n") };
}

/** What is said after what nobody may do, with the guards off. It is undone, so that each test finds the trail whole. */
async function behindTheGuards(
  act: (tx: postgres.TransactionSql) => PromiseLike<unknown>,
): Promise<string[]> {
  const said: string[] = [];
  await undone(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await act(tx);
    await tx`set local time zone 'UTC'`;
    await verifyWithin(tx, {}, (line) => said.push(line.trim()));
  });
  return said.filter((line) => !line.startsWith("ok "));
}

async function undone(act: (tx: postgres.TransactionSql) => Promise<unknown>): Promise<void> {
  await sql.begin(async (tx) => {
    await act(tx);
    throw new Undone();
  }).catch((error) => {
    if (!(error instanceof Undone)) throw error;
  });
}

class Undone extends Error {}

for (let n = 0; n < 5; n++) await change(`Acme ${n}`);
await sql`insert into private.workers (name, path, cron_job) values ('errands', 'errands', 'errands-tick')`
  .catch(() => {});
await seal();
const [, second = 0, third = 0] = (await sql<
  { id: number }[]
>`select id::float8 as id from public.audit_log where org_id = ${acme} order by id`)
  .map(({ id }) => id);

Deno.test("a trail that nobody touched is as it was sealed, and what is not sealed yet is told", async () => {
  await change("Not sealed yet");
  const { holds, said } = await verify();
  assert.equal(holds, true, said);
  assert.match(said, new RegExp(`ok +acme ${month}: \\d+ rows in 1 seal; 1 row not sealed yet, since 2`));
  await seal();
  assert.doesNotMatch((await verify({ org: "acme", month })).said, /not sealed/);
});

Deno.test("where there is nothing to check, nothing is said to be as it was sealed", async () => {
  await assert.rejects(verify({ org: "acmee" }), /There is nothing of acmee\./);
  await assert.rejects(verify({ org: "acme", month: "2019-02" }), /There is nothing of acme in 2019-02\./);
  await assert.rejects(
    verify({ org: null, month: "2019-02" }),
    /nothing of \(no organisation\) in 2019-02\./,
  );
  await assert.rejects(verify({ month: "2019-02" }), /There is nothing of anybody in 2019-02\./);
});

Deno.test("a row that was changed, is missing or was added is named", async () => {
  for (
    const set of [
      sql`changes = '{"name": ["Acme 0", "Evil"]}'`,
      sql`actor_id = gen_random_uuid()`,
      sql`actor_kind = 'service'`,
      sql`action = 'insert'`,
      sql`table_name = 'agents'`,
      sql`row_id = 'another'`,
      sql`occurred_at = occurred_at + interval '1 microsecond'`,
    ]
  ) {
    const [, problem, ...more] = await behindTheGuards((tx) =>
      tx`update public.audit_log set ${set} where id = ${second}`
    );
    assert.match(problem ?? "", new RegExp(`^row ${second} \\(.* was changed after it was sealed$`));
    assert.deepEqual(more, []);
  }
  const [head, ...missing] = await behindTheGuards((tx) =>
    tx`delete from public.audit_log where id in (${second}, ${third})`
  );
  assert.match(head ?? "", /^FAILED acme/);
  assert.deepEqual(missing, [second, third].map((id) => `row ${id} is missing: seal 1 holds it`));
  const moved = await behindTheGuards((tx) =>
    tx`update public.audit_log set org_id = null where id = ${second}`
  );
  assert.match(moved.join("\n"), new RegExp(`row ${second} .*was added[^]*row ${second} is missing`));
  const gap = await gapIn();
  const [, added] = await behindTheGuards((tx) =>
    tx`insert into public.audit_log (id, org_id, actor_kind, action, table_name, row_id, changes)
      overriding system value values (${gap}, ${acme}, 'user', 'update', 'agents', 'forged', '{}')`
  );
  assert.match(added ?? "", new RegExp(`^row ${gap} .*was added after the rows about it were sealed`));
  const [, backdated] = await behindTheGuards((tx) =>
    tx`insert into public.audit_log (org_id, occurred_at, actor_kind, action, table_name, row_id, changes)
      select ${acme}, greatest(now() - interval '2 hours', date_trunc('month', now())), 'user', 'update', 'agents', 'forged', '{}'`
  );
  if (isLaterThan(2)) assert.match(backdated ?? "", /was added later: rows before it tell of later times/);
});

/** Whether that many hours of this month are over. */
function isLaterThan(hours: number): boolean {
  return Date.now() - Date.parse(`${month}-01T00:00:00Z`) > hours * 3_600_000;
}

/** An id that a transaction took and rolled back, among sealed ones. */
async function gapIn(): Promise<number> {
  await undone((tx) => tx`update public.organizations set name = 'Never' where id = ${acme}`);
  const id = await change("After the gap");
  await seal();
  return id - 1;
}

Deno.test("a seal that was changed, is missing or was made anew is named", async () => {
  const sealNumber = await sealsOf();
  const changed = await behindTheGuards((tx) =>
    tx`update private.audit_seals set row_hashes = set_byte(row_hashes, 0, 255 - get_byte(row_hashes, 0)) where org_id = ${acme} and number = 2`
  );
  assert.match(changed.join("\n"), /seal 2 was changed/);
  const missing = await behindTheGuards((tx) =>
    tx`delete from private.audit_seals where org_id = ${acme} and number = 2`
  );
  assert.match(missing.join("\n"), /seal 2 is missing/);
  assert.ok(sealNumber >= 3);
  const rewritten = await behindTheGuards(async (tx) => {
    await tx`update public.audit_log set changes = '{"name": ["Acme 0", "Evil"]}' where id = ${third}`;
    await tx`
      update private.audit_seals s set row_hashes = overlay(s.row_hashes placing private.hash_audit_row(a, substring(s.row_salts, array_position(s.row_ids, a.id) * 16 - 15, 16), s.personal) from (array_position(s.row_ids, a.id) * 32 - 31))
      from public.audit_log a where a.id = ${third} and s.org_id = ${acme} and s.number = 1`;
    await tx`update private.audit_seals s set hash = private.hash_audit_seal(s) where s.org_id = ${acme} and s.number = 1`;
  });
  assert.deepEqual(rewritten.slice(1), ["seal 2 does not follow the one before it"]);
});

async function sealsOf(): Promise<number> {
  await change("One more seal");
  await seal();
  const [row] = await sql<
    { count: number }[]
  >`select count(*)::int as count from private.audit_seals where org_id = ${acme}`;
  return row?.count ?? 0;
}

Deno.test("a whole month that was taken away is missed by the month after it", async () => {
  const said = await behindTheGuards(async (tx) => {
    await tx`
      insert into private.audit_seals (org_id, month, number, follows, follows_month, follows_number, row_ids, row_hashes, row_salts,
        personal, first_at, last_at, hash)
      select s.org_id, s.month + interval '1 month', 1, s.hash, s.month, s.number, '{1000000}', sha256('row'), uuid_send(gen_random_uuid()),
        '{}', s.first_at, s.last_at, sha256('seal')
      from private.audit_seals s where s.org_id = ${acme} order by s.number desc limit 1`;
    await tx`delete from private.audit_seals where org_id = ${acme} and month = ${`${month}-01`}`;
    await tx`delete from public.audit_log where org_id = ${acme}`;
  });
  assert.match(
    said.join("\n"),
    new RegExp(`FAILED acme ${month}, seal \\d+: it is missing, and \\d{4}-\\d\\d follows it`),
  );
});

Deno.test("nothing is sealed before a row that was begun earlier is there, or never will be", async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => release = resolve);
  let began = () => {};
  const begun = new Promise<void>((resolve) => began = resolve);
  const slow = other.begin(async (tx) => {
    await tx`insert into public.agents (org_id, name) values (${acme}, 'Slow')`;
    began();
    await held;
  });
  await begun;
  const later = await change("Committed first");
  for (let run = 0; run < 3; run++) assert.equal(await seal(), 0);
  release();
  await slow;
  assert.equal(await seal(), 2);
  const [row] = await sql<{ ids: string[] }[]>`
    select row_ids::text[] as ids from private.audit_seals where org_id = ${acme} order by number desc limit 1`;
  assert.deepEqual(row?.ids, [String(later - 1), String(later)]);
  assert.equal((await verify()).holds, true);
});

Deno.test("an exported month proves itself without the database, and what is changed in the file is named", async () => {
  const path = await Deno.makeTempFile();
  await Deno.remove(path);
  const said: string[] = [];
  const say = (line: string) => said.push(line);
  try {
    await withTrail(sql, async (tx) => {
      const [chain] = await listChains(tx, { org: "acme", month });
      assert.ok(chain);
      assert.ok(await writeTrailFile(path, readChain(tx, chain)) > 5);
    });
    assert.equal(await verifyFile(path, say), true, said.join("\n"));
    const text = await Deno.readTextFile(path);
    await Deno.writeTextFile(path, text.replace('"Acme 0"', '"Acme Zero"'));
    assert.equal(await verifyFile(path, say), false, text);
    assert.match(said.join("\n"), /row \d+ .*was changed/);
    await Deno.writeTextFile(
      path,
      text.split("\n").filter((line) => !line.includes(`"id":${second},`)).join("\n"),
    );
    assert.equal(await verifyFile(path, say), false);
    assert.match(said.join("\n"), new RegExp(`row ${second} is missing`));
    await Deno.writeTextFile(path, "nonsense");
    await assert.rejects(verifyFile(path, say), /line 1: this is no line of an exported trail/);
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("what is hashed goes by values alone: any JSON that the trail can hold", async () => {
  for (
    const changes of [
      '{"b": 1, "aa": null, "a": [true, false], "é": "ü\\"\\\\", "𝄞": "𝄞", "ﬀ": {"z": [], "y": {}}}',
      '{"n": [1.50, 12345678901234567890, -0.00001, 1e3, 0.1, 100, -7]}',
      '{"contact_name": "private", "call_topic": ["a|b", "c\\nd"], "contact_id": 7, "": ""}',
      "{}",
    ]
  ) {
    await sql`
      insert into public.audit_log (org_id, actor_kind, action, table_name, row_id, changes)
      values (${acme}, 'operator', 'update', 'a|b', '1:|é', ${changes}::text::jsonb)`;
  }
  await seal();
  const { holds, said } = await verify();
  assert.equal(holds, true, said);
});
