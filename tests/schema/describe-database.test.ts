import assert from "node:assert/strict";
import { compareDescriptions, describeDatabase } from "../../local/schema/describe-database.ts";
import { withThrowAwayServer } from "../../local/stack/throw-away-server.ts";

const made = `
  create schema private;
  create type public.claimed as (id int);
  create function private.size(p_id int) returns int language sql as 'select p_id';
  create function private.touch() returns trigger language plpgsql as 'begin return new; end';
  create table public.things (
    id int generated always as identity primary key,
    name text not null constraint things_name check (name <> '')
  );
  create index things_name_idx on public.things (name);
  create trigger things_touch before update on public.things for each row execute function private.touch();
  alter table public.things enable row level security;
  grant select (name) on public.things to authenticated;
  create policy things_read on public.things for select to authenticated using (id > 0);
  create view public.thing_list as select id, name from public.things;`;

/** Each statement with the thing that it must show at. */
const changes = {
  "alter default privileges in schema public grant select on tables to anon":
    "rights by default of postgres in public on r",
  "alter default privileges revoke execute on functions from public":
    "rights by default of postgres in every schema on f",
  "grant create on schema private to anon": "schema private",
  "alter table public.things owner to service_role": "relation things",
  "alter table public.things disable row level security": "relation things",
  "alter table public.things replica identity full": "relation things",
  "alter table public.things set (fillfactor = 50)": "relation things",
  "create table private.more (id int)": "relation private.more",
  "comment on table public.things is 'x'": "relation things",
  "alter table public.things alter name drop not null": "column things.name",
  "alter table public.things alter name set default 'x'": "column things.name",
  "alter table public.things alter name set statistics 5": "column things.name",
  "revoke select (name) on public.things from authenticated": "column things.name",
  "comment on column public.things.name is 'x'": "column things.name",
  "alter table public.things drop constraint things_name": "constraint things_name of things",
  "drop index public.things_name_idx": "index things_name_idx",
  "alter table public.things disable trigger things_touch": "trigger things_touch of things",
  "drop policy things_read on public.things": "policy things_read of things",
  "alter policy things_read on public.things using (true)": "policy things_read of things",
  "create or replace function private.size(p_id int) returns int language sql as 'select 1'":
    "function private.size(integer)",
  "alter function private.size(int) cost 3": "function private.size(integer)",
  "grant execute on function private.size(int) to anon": "function private.size(integer)",
  "comment on function private.size(int) is 'x'": "function private.size(integer)",
  "create type private.mood as enum ('well')": "type private.mood",
  "alter type public.claimed add attribute mood text": "column claimed.mood",
  "alter sequence public.things_id_seq increment 7": "sequence things_id_seq",
  "create or replace view public.thing_list as select id, upper(name) as name from public.things":
    "relation thing_list",
  "create rule r as on delete to public.things do also nothing": "rule r of things",
  "create publication p for table public.things": "publication p of things",
  "create statistics private.s on id, name from public.things": "statistics private.s",
  "drop extension pgcrypto cascade": "extension pgcrypto",
};

Deno.test("every kind of change to a database shows in its description, and is named", async () => {
  await withThrowAwayServer(async (createDatabase) => {
    const { sql } = await createDatabase();
    await sql.unsafe(made).simple();
    const before = await describeDatabase(sql);
    const undone = new Error("undone");
    for (const [change, thing] of Object.entries(changes)) {
      await sql.begin(async (tx) => {
        await tx.unsafe(change).simple();
        const differences = compareDescriptions(["a", before], ["b", await describeDatabase(tx)]);
        assert.ok(
          differences.some((line) => line.split("\n")[0]?.endsWith(`: ${thing}`)),
          `${change}: ${differences.join("\n")}`,
        );
        throw undone;
      }).catch((error) => {
        if (error !== undone) throw error;
      });
    }
    assert.deepEqual(compareDescriptions(["a", before], ["b", await describeDatabase(sql)]), []);
  });
});
