import assert from "node:assert/strict";
import { makeBooking, scheduleOf, signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";
import { openAllDoors, readEverything } from "./door-world.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const { users } = await openAllDoors(stack);
const { admin } = await signInAll(stack);
const booked = scheduleOf(await admin("POST", "acme/call-schedules", makeBooking()));
const [ids] = await stack.sql<Record<string, string>[]>`
  select o.id as p_org_id, m.user_id as p_actor, v.user_id as p_user_id, s.id as p_schedule_id, a.id as p_agent_id
  from public.organizations o
  join public.memberships m on m.org_id = o.id and m.role = 'admin'
  join public.memberships v on v.org_id = o.id and v.role = 'viewer'
  join public.agents a on a.org_id = o.id
  join public.call_schedules s on s.id = ${booked.id} and s.org_id = o.id`;

/** Arguments with which a function would do its work for who may call it; what is not named here goes by its type. */
const named: Record<string, unknown> = {
  ...ids,
  p_slug: "acme",
  p_role: "admin",
  p_email: "viewer@acme.test",
  p_changes: { name: "Taken over" },
  p_agent: { name: "Taken over" },
  p_outcome: "placed",
};
const byType: Record<string, unknown> = {
  uuid: booked.id,
  text: "text",
  boolean: true,
  integer: 1,
  bigint: 1,
  numeric: 1,
  jsonb: {},
  "timestamp with time zone": "2026-01-01T00:00:00Z",
  "text[]": [],
  "uuid[]": [booked.id],
};

type Routine = { name: string; parameters: { name: string; type: string }[] };
const routines = await stack.sql<Routine[]>`
  select p.proname as name, coalesce((
    select json_agg(json_build_object('name', p.proargnames[n], 'type', format_type(t, null)))
    from unnest(p.proargtypes) with ordinality u (t, n)), '[]') as parameters
  from pg_proc p
  where p.pronamespace = 'public'::regnamespace and p.prorettype <> 'trigger'::regtype
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`;
const relations = await stack.sql<{ name: string; columns: { column: string; value: string }[] }[]>`
  select c.relname as name,
    json_agg(json_build_object('column', a.attname, 'value', format_type(a.atttypid, null))) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
  group by c.relname`;

/** What reads, and may be called by whoever is signed in: it says nothing of what is not the caller's. */
const readers = [
  "my_organization",
  "my_invitations",
  "organization_recovery",
  "audit_page",
  "call_statistics",
  "call_report",
  "preview_call_rule",
  "plain_contact_id",
  "audience_progress",
  "alert_settings",
  "organization_health",
  "organization_pulse",
  "list_call_schedules",
  "list_contacts",
  "count_call_schedules",
  "organization_people",
  "call_history",
  "audit_page",
  "campaign_burn_down",
];

for (const who of ["viewer", "anonymous", "rival"] as const) {
  Deno.test(`no table and no function lets the ${who} write anything of Acme's`, async () => {
    assert.ok(routines.length > 50 && relations.length > 15, "the whole catalogue is walked");
    const door = users[who];
    const before = await readEverything(stack);
    for (const { name, parameters } of routines) {
      const sent = parameters.map((one) => [one.name, named[one.name] ?? byType[one.type] ?? "text"]);
      const { status, text } = await door("POST", `rpc/${name}`, Object.fromEntries(sent));
      const isQuiet = readers.includes(name) || /"(forbidden|not_found)"/.test(text);
      assert.ok(status >= 400 || isQuiet, `${name}: ${status} ${text}`);
    }
    for (const { name, columns } of relations) {
      const rows = columns.map(({ column, value }) => ({ [column]: byType[value] ?? "text" }));
      const [{ column } = { column: "id" }] = columns;
      const every = `or=(${column}.is.null,${column}.not.is.null)`;
      const answers = await Promise.all([
        ...rows.map((row) => door("PATCH", `${name}?${every}`, row)),
        door("POST", name, rows[0]),
        door("POST", name, rows[0], { prefer: "resolution=merge-duplicates" }),
        door("DELETE", `${name}?${every}`),
      ]);
      for (const { status, text } of answers) assert.ok(status >= 400, `${name}: ${status} ${text}`);
    }
    assert.deepEqual(await readEverything(stack), before);
  });
}
