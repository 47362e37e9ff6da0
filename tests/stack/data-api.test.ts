import assert from "node:assert/strict";
import { createClient } from "@supabase/supabase-js";
import { SignJWT } from "jose";
import { startTestStack, type TestStack } from "../support/start-test-stack.ts";

const migration = `
  create table public.things (
    id int primary key, name text unique, amount numeric, doc jsonb, at timestamptz, secret text, check (amount > 0)
  );
  alter table public.things enable row level security;
  grant select (id, name, amount, doc, at), insert (id, name, amount, doc, at), update (name) on public.things
    to authenticated;
  grant select on public.things to service_role;
  create policy things_read on public.things for select to authenticated using (id < 100);
  create policy things_add on public.things for insert to authenticated with check (id < 100);
  create policy things_change on public.things for update to authenticated using (id < 100);
  create function public.echo(doc jsonb) returns jsonb language sql as $$
    select jsonb_build_object('doc', doc, 'type', jsonb_typeof(doc), 'uid', auth.uid(), 'claims_uid', auth.jwt() ->> 'sub',
      'role', current_user)
  $$;
  create function public.fail(state text) returns void language plpgsql as $$
  begin raise exception 'failed as asked' using errcode = state, detail = 'why', hint = 'what to do'; end $$;`;

async function startApi(): Promise<TestStack> {
  const migrationsDir = await Deno.makeTempDir({ prefix: "call-scheduling-test-" });
  await Deno.writeTextFile(`${migrationsDir}/20260101000000_things.sql`, migration);
  try {
    return await startTestStack({ migrationsDir, withFunctions: false, seed: false });
  } finally {
    await Deno.remove(migrationsDir, { recursive: true });
  }
}

const userId = "0c000000-0000-4000-8000-00000000000a";

async function signToken(secret: string, claims: Record<string, unknown> = {}): Promise<string> {
  return await new SignJWT({ sub: userId, role: "authenticated", aud: "authenticated", ...claims })
    .setProtectedHeader({ alg: "HS256" }).setExpirationTime("1h").sign(new TextEncoder().encode(secret));
}

async function connect(stack: TestStack) {
  const options = { auth: { persistSession: false, autoRefreshToken: false } };
  const headers = { Authorization: `Bearer ${await signToken(stack.jwtSecret)}` };
  return {
    user: createClient(stack.apiUrl, stack.publishableKey, { ...options, global: { headers } }),
    service: createClient(stack.apiUrl, stack.secretKey, options),
    anonymous: createClient(stack.apiUrl, stack.publishableKey, options),
  };
}

Deno.test("the local Data API stands in for the hosted one", async (t) => {
  await using stack = await startApi();

  await t.step("the Data API answers as hosted PostgREST does", async () => {
    const { user, service, anonymous } = await connect(stack);

    const row = {
      id: 1,
      name: "one",
      amount: 1.5,
      doc: { a: [1, { b: null }] },
      at: "2026-01-01T10:00:00.5+05:30",
    };
    const columns = "id,name,amount,doc,at";
    const created = await user.from("things").insert(row).select(columns).single();
    assert.equal(created.status, 201);
    assert.deepEqual(created.data, { ...row, at: "2026-01-01T04:30:00.5+00:00" });

    const statuses = async (answer: PromiseLike<{ status: number; error: { code: string } | null }>) => {
      const { status, error } = await answer;
      return `${status} ${error?.code}`;
    };
    assert.equal(await statuses(user.from("things").insert({ id: 2, name: "one" })), "409 23505");
    assert.equal(await statuses(user.from("things").insert({ id: 2, amount: 0 })), "400 23514");
    assert.equal(await statuses(user.from("things").insert({ id: 200 })), "403 42501", "the policy");
    assert.equal(await statuses(user.from("things").select("secret")), "403 42501", "the column's right");
    assert.equal(await statuses(user.from("things").update({ amount: 2 }).eq("id", 1)), "403 42501");
    assert.equal(await statuses(user.from("things").delete().eq("id", 1)), "403 42501");
    assert.equal(await statuses(anonymous.from("things").select("id")), "401 42501");
    assert.equal(await statuses(user.from("things").select("id").eq("id", 9).single()), "406 PGRST116");
    assert.equal(await statuses(user.from("nothing").select("id")), "404 PGRST205");
    assert.equal(await statuses(user.rpc("nothing")), "404 PGRST202");
    for (
      const [state, expected] of Object.entries({
        P0001: "400 P0001",
        "23514": "400 23514",
        "42501": "403 42501",
        "55000": "500 55000",
        "40001": "500 40001",
        "57014": "500 57014",
        "53300": "503 53300",
        "28000": "403 28000",
        "22023": "400 22023",
      })
    ) assert.equal(await statuses(service.rpc("fail", { state })), expected);
    const { error } = await service.rpc("fail", { state: "P0001" });
    assert.deepEqual(
      [error?.message, error?.details, error?.hint],
      ["failed as asked", "why", "what to do"],
    );
  });

  await t.step(
    "a function's jsonb argument arrives as what was sent, under the caller's role and id",
    async () => {
      const { user, service } = await connect(stack);
      for (
        const [doc, type] of [[{ a: 1 }, "object"], [[1, "x"], "array"], ["text", "string"], [5, "number"]]
      ) {
        const { data } = await service.rpc("echo", { doc });
        assert.deepEqual([data.doc, data.type, data.role, data.uid], [doc, type, "service_role", null]);
      }
      const { data } = await user.rpc("echo", { doc: {} });
      assert.deepEqual([data.uid, data.claims_uid, data.role], [userId, userId, "authenticated"]);
    },
  );

  await t.step(
    "a filter compares with the column as it is: a text that looks like another type stays one",
    async () => {
      const { service } = await connect(stack);
      const names = [
        "true",
        "false",
        "null",
        "unknown",
        "1.0",
        "1e3",
        " a ",
        '"a"',
        '{"a":1}',
        "{a,b}",
        "a.b(c),d",
      ];
      await stack.sql`delete from public.things`;
      for (const [index, name] of names.entries()) {
        await stack.sql`insert into public.things (id, name, amount, doc) values (${index}, ${name}, ${
          index + 1
        }, 'true')`;
      }
      const found = async (column: string, operator: string, value: string) => {
        const { data, error } = await service.from("things").select("id").filter(column, operator, value)
          .order("id");
        return error?.code ?? data?.map(({ id }) => id);
      };
      for (const [index, name] of names.entries()) {
        assert.deepEqual(
          await found("name", "eq", name),
          [index],
          name,
        );
      }
      assert.deepEqual(await found("name", "neq", "true"), names.map((_, index) => index).slice(1));
      assert.deepEqual(await found("name", "not.eq", "null"), [0, 1, 3, 4, 5, 6, 7, 8, 9, 10]);
      assert.deepEqual([await found("id", "eq", "3"), await found("amount", "lt", "2.5")], [[3], [0, 1]]);
      assert.equal(await found("id", "eq", "three"), "22P02");
      assert.deepEqual(await found("doc", "is", "null"), []);
    },
  );

  await t.step("keys and tokens that are not this stack's are refused", async () => {
    const status = async (headers: Record<string, string>) => {
      const answer = await fetch(`${stack.apiUrl}/rest/v1/things?select=id`, { headers });
      await answer.body?.cancel();
      return answer.status;
    };
    const apikey = stack.publishableKey;
    const bearer = async (secret: string, claims: Record<string, unknown> = {}) => ({
      apikey,
      authorization: `Bearer ${await signToken(secret, claims)}`,
    });
    assert.equal(await status({}), 401);
    assert.equal(await status({ apikey: "sb_publishable_other" }), 401);
    assert.equal(await status({ authorization: `Bearer ${stack.secretKey}` }), 401);
    assert.equal(await status(await bearer("another project's secret, as long as ours")), 401);
    const expired = await new SignJWT({ sub: userId, role: "authenticated", exp: 1_700_000_000 })
      .setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode(stack.jwtSecret));
    assert.equal(await status({ apikey, authorization: `Bearer ${expired}` }), 401);
    assert.equal(await status(await bearer(stack.jwtSecret)), 200);
    const stranger = await fetch(`${stack.apiUrl}/rest/v1/rpc/echo?doc={}`, {
      headers: await bearer(stack.jwtSecret, { role: "nobody" }),
    });
    // What the database has against the role, though the call left with it.
    assert.deepEqual([stranger.status, (await stranger.json()).code], [400, "22023"]);
  });

  await t.step("serving requests widens no right", async () => {
    const readRights = () =>
      stack.sql`select relname, relacl::text, (select string_agg(attacl::text, ' ') from pg_attribute
        where attrelid = c.oid) as columns from pg_class c where relnamespace = 'public'::regnamespace order by relname`;
    const before = await readRights();
    const { user, service, anonymous } = await connect(stack);
    await Promise.all([user, service, anonymous].map((client) => client.from("things").select("id")));
    assert.deepEqual([...await readRights()], [...before]);
    const [defaults] = await stack.sql`
      select count(*)::int as widened from pg_default_acl
      where defaclacl::text ~ '(anon|authenticated|service_role)='`;
    assert.equal(defaults?.widened, 0);
  });

  await t.step("the stand-ins give no more than the extensions do", async () => {
    const { sql } = stack;
    const tryAs = async (role: string, statement: string) =>
      await sql.begin(async (tx) => {
        await tx.unsafe(`set local role ${role}`);
        await tx.unsafe(statement);
      }).then(() => "ok", (error) => error.code);
    for (const role of ["anon", "authenticated"]) {
      for (
        const statement of [
          "select * from vault.decrypted_secrets",
          "select vault.create_secret('x')",
          "select * from cron.job",
          "select cron.schedule('1 second', 'select 1')",
          "select * from net.http_request_queue",
          "select net.http_get('http://127.0.0.1:1')",
          "select * from auth.users",
        ]
      ) assert.equal(await tryAs(role, statement), "42501", `${role}: ${statement}`);
    }
    assert.equal(await tryAs("service_role", "select decrypted_secret from vault.decrypted_secrets"), "ok");
    assert.equal(await tryAs("service_role", "insert into vault.secrets (secret) values ('x')"), "42501");
    assert.equal(await tryAs("service_role", "select cron.schedule('1 second', 'select 1')"), "42501");
    assert.equal(
      await tryAs("service_role", "select net._enqueue('GET', 'http://x', '{}', '{}', null, 1)"),
      "42501",
    );
  });
});
