import assert from "node:assert/strict";
import postgres from "postgres";
import { StackError } from "../../local/stack/stack-error.ts";
import { withThrowAwayDatabase } from "../../local/stack/throw-away-database.ts";
import { startTestStack } from "../support/start-test-stack.ts";
import { makeLocalSettings, runTask } from "./start-process.ts";

async function withMigrations(files: Record<string, string>, use: (directory: string) => Promise<void>) {
  const directory = await Deno.makeTempDir({ prefix: "call-scheduling-test-" });
  try {
    for (const [name, text] of Object.entries(files)) await Deno.writeTextFile(`${directory}/${name}`, text);
    await use(directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

const bare = { withFunctions: false, seed: false, sweepEverySeconds: false } as const;

Deno.test("every demo user can sign in, and belongs where the contract says", async () => {
  await using stack = await startTestStack({ withFunctions: false, sweepEverySeconds: false });
  const expected = {
    "admin@acme.test": ["acme", "admin", "Asia/Kolkata"],
    "member@acme.test": ["acme", "member", "Asia/Kolkata"],
    "viewer@acme.test": ["acme", "viewer", "Asia/Kolkata"],
    "admin@globex.test": ["globex", "admin", "America/New_York"],
  };
  for (const [email, [slug, role, time_zone]] of Object.entries(expected)) {
    const token = await stack.signIn(email);
    const answer = await fetch(`${stack.apiUrl}/rest/v1/rpc/my_organization?p_slug=${slug}`, {
      headers: { apikey: stack.publishableKey, authorization: `Bearer ${token}` },
    });
    const [organization] = await answer.json();
    assert.deepEqual([organization.slug, organization.role, organization.time_zone], [slug, role, time_zone]);
  }
  await assert.rejects(stack.signIn("admin@acme.test", "wrong"), /Invalid login credentials/);
  const agents = await stack.sql`select org_id, bolna_agent_id, from_number from public.agents`;
  assert.equal(new Set(agents.map((agent) => agent.org_id)).size, 2);
  assert.ok(agents.every((agent) => agent.bolna_agent_id === null && agent.from_number === null));
});

Deno.test("two stacks side by side know nothing of each other", async () => {
  const stacks = await Promise.all([startTestStack(bare), startTestStack(bare)]);
  try {
    const [one, other] = stacks;
    await one.sql`create table public.mine (id int)`;
    assert.equal((await other.sql`select from pg_class where relname = 'mine'`).length, 0);
    assert.notEqual(one.publishableKey, other.publishableKey);
    const foreign = await fetch(`${other.apiUrl}/rest/v1/organizations`, {
      headers: { apikey: one.secretKey },
    });
    assert.equal(foreign.status, 401);
    await foreign.body?.cancel();
  } finally {
    await Promise.all(stacks.map((stack) => stack.close()));
  }
});

Deno.test("LOCAL_DB_URL is used in place of the embedded server, and --reset empties it", async () => {
  await withThrowAwayDatabase(async (dbUrl) => {
    {
      await using first = await startTestStack({ ...bare, dbUrl });
      assert.equal(first.dbUrl, dbUrl);
      await first.sql`insert into public.organizations (slug, name) values ('kept', 'Kept')`;
    }
    {
      await using second = await startTestStack({ ...bare, dbUrl });
      assert.equal((await second.sql`select from public.organizations where slug = 'kept'`).length, 1);
    }
    await using third = await startTestStack({ ...bare, dbUrl, reset: true });
    assert.equal((await third.sql`select from public.organizations`).length, 0);
    assert.equal((await third.sql`select from vault.secrets`).length, 2);
  });
});

Deno.test("users can sign up on a database that only `supabase db push` has seen", async () => {
  await withMigrations({}, async (migrationsDir) => {
    await withThrowAwayDatabase(async (dbUrl) => {
      {
        await using before = await startTestStack({ ...bare, dbUrl, migrationsDir, reset: true });
        await before.sql.unsafe(`
          drop schema auth cascade;
          create schema auth;
          create table auth.users (id uuid primary key default gen_random_uuid(), email text unique)`)
          .simple();
      }
      await using stack = await startTestStack({ ...bare, dbUrl, migrationsDir });
      const answer = await fetch(`${stack.apiUrl}/auth/v1/signup`, {
        method: "POST",
        headers: { apikey: stack.publishableKey, "content-type": "application/json" },
        body: JSON.stringify({ email: "new@acme.test", password: "password1234" }),
      });
      assert.equal(answer.status, 200, await answer.text());
      assert.ok(await stack.signIn("new@acme.test"));
    });
  });
});

Deno.test("migrations are applied once, in order, and recorded as the Supabase CLI does", async () => {
  await withMigrations({
    "20260102000000_second.sql": "insert into public.a values (1);\n",
    "20260101000000_first.sql": "create table public.a (id int);\n",
    "notes.txt": "no migration",
  }, async (migrationsDir) => {
    await using stack = await startTestStack({ ...bare, migrationsDir });
    const rows = await stack.sql`
      select version, name, statements from supabase_migrations.schema_migrations order by version`;
    assert.deepEqual(rows.map((row) => ({ ...row })), [
      { version: "20260101000000", name: "first", statements: ["create table public.a (id int);\n"] },
      { version: "20260102000000", name: "second", statements: ["insert into public.a values (1);\n"] },
    ]);
  });
});

Deno.test("a migration that fails leaves nothing of itself, and the error names file and line", async () => {
  await withMigrations({
    "20260101000000_bad.sql": "create table public.a (id int);\n\nselect nonsense from public.a;\n",
  }, async (migrationsDir) => {
    await withThrowAwayDatabase(async (dbUrl) => {
      await assert.rejects(
        startTestStack({ ...bare, migrationsDir, dbUrl, reset: true }),
        (error) =>
          error instanceof StackError &&
          error.message.startsWith(
            '20260101000000_bad.sql, line 3: column "nonsense" does not exist (42703)',
          ),
      );
      await Deno.writeTextFile(
        `${migrationsDir}/20260101000000_bad.sql`,
        "create table public.a (id int);\n",
      );
      {
        await using stack = await startTestStack({ ...bare, migrationsDir, dbUrl });
        assert.equal((await stack.sql`select from public.a`).length, 0);
      }
      await Deno.writeTextFile(
        `${migrationsDir}/20260101000000_bad.sql`,
        "create table public.b (id int);\n",
      );
      await assert.rejects(
        startTestStack({ ...bare, migrationsDir, dbUrl }),
        /20260101000000_bad.sql was changed after it was applied here: start with --reset/,
      );
    });
  });
});

Deno.test("start refuses data of before the baseline and of newer code, says what to do, and touches nothing", async () => {
  await withThrowAwayDatabase(async (dbUrl) => {
    const sql = postgres(dbUrl, { max: 1 });
    const dataDir = await Deno.makeTempDir({ prefix: "call-scheduling-test-" });
    const refusal = async (version: string) => {
      await sql`
        delete from supabase_migrations.schema_migrations
        where version <> (select max(version) from supabase_migrations.schema_migrations)`;
      await sql`update supabase_migrations.schema_migrations set version = ${version}`;
      const { code, stderr } = await runTask("start", {
        ...makeLocalSettings(dataDir),
        LOCAL_DB_URL: dbUrl,
      });
      assert.equal(code, 1);
      return stderr.trim();
    };
    try {
      // What a start would put back.
      await sql`drop function auth.email()`;
      assert.equal(
        await refusal("20261122100000"),
        "The data here was made by older code, whose migration 20261122100000 is not in this one: nothing brings it up " +
          "to date; begin afresh with `deno task start -- --reset`, which erases it.",
      );
      assert.equal(
        await refusal("29990101000000"),
        "The data here was made by newer code, whose migration 29990101000000 is not in this one: update the code, or " +
          "begin afresh with `deno task start -- --reset`, which erases it.",
      );
      const [left] = await sql`
        select to_regprocedure('auth.email()') as email, (select count(*)::int from public.organizations) as organizations,
          (select array_agg(version) from supabase_migrations.schema_migrations) as versions`;
      assert.deepEqual({ ...left }, { email: null, organizations: 0, versions: ["29990101000000"] });
    } finally {
      await sql.end();
      await Deno.remove(dataDir, { recursive: true });
    }
  });
});
