import assert from "node:assert/strict";
import { applySchemas } from "../../local/schema/apply-schemas.ts";
import { compareDescriptions, describeDatabase } from "../../local/schema/describe-database.ts";
import { projectRoot } from "../../local/stack/paths.ts";
import { withThrowAwayServer } from "../../local/stack/throw-away-server.ts";

const changes = {
  "alter default privileges in schema public grant select on tables to anon":
    "rights by default of postgres in public on r",
  "alter default privileges grant execute on functions to public":
    "rights by default of postgres in every schema on f",
  "grant create on schema private to anon": "schema private",
  "alter table public.agents owner to service_role": "relation agents",
  "alter table public.agents disable row level security": "relation agents",
  "alter table public.agents replica identity full": "relation agents",
  "alter table public.agents set (fillfactor = 50)": "relation agents",
  "create table private.more (id int)": "relation private.more",
  "comment on table public.agents is 'x'": "relation agents",
  "alter table public.agents alter name drop not null": "column agents.name",
  "alter table public.agents alter name set default ''": "column agents.name",
  "alter table public.agents alter name set statistics 5": "column agents.name",
  "revoke insert (name) on public.agents from authenticated": "column agents.name",
  "comment on column public.agents.name is 'x'": "column agents.name",
  "alter table public.agents drop constraint agents_name_check": "constraint agents_name_check of agents",
  "drop index public.call_attempts_agent_idx": "index call_attempts_agent_idx",
  "alter table public.agents disable trigger agents_touch": "trigger agents_touch of agents",
  "drop policy agents_read on public.agents": "policy agents_read of agents",
  "alter policy agents_read on public.agents using (true)": "policy agents_read of agents",
  "create or replace function private.live_calls(p_org_id uuid) returns integer language sql as 'select 1'":
    "function private.live_calls(uuid)",
  "alter function private.live_calls(uuid) cost 3": "function private.live_calls(uuid)",
  "grant execute on function private.live_calls(uuid) to anon": "function private.live_calls(uuid)",
  "comment on function private.live_calls(uuid) is 'x'": "function private.live_calls(uuid)",
  "create type private.mood as enum ('well')": "type private.mood",
  "alter type public.claimed_call add attribute mood text": "column claimed_call.mood",
  "alter sequence public.audit_log_id_seq increment 7": "sequence audit_log_id_seq",
  "create or replace view public.due_call_schedules as select * from public.due_call_schedules":
    "relation due_call_schedules",
  "create rule r as on delete to public.agents do also nothing": "rule r of agents",
  "create publication p for table public.agents": "publication p of agents",
  "create statistics private.s on org_id, name from public.agents": "statistics private.s",
  "drop extension pgcrypto cascade": "extension pgcrypto",
};

Deno.test("every kind of change to a database shows in its description, and is named", async () => {
  await withThrowAwayServer(async (createDatabase) => {
    const { sql } = await createDatabase();
    await applySchemas(sql, `${projectRoot}supabase/schemas`);
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
