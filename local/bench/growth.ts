import type { Sql } from "postgres";
import { bookForMany, createOrganizations } from "./book-for-many.ts";
import { demoOrganization } from "./book-by-api.ts";
import { fillHistory, type History } from "./fill-history.ts";
import { fillLists, type Lists } from "./fill-lists.ts";
import type { BenchContext } from "./options.ts";
import { startBenchStack } from "./start-bench-stack.ts";
import { type Cost, costStatementAs, formatCost, formatReadWhole, middleCost } from "./time-in-postgres.ts";

interface Question {
  name: string;
  /** Asked as a member of the organisation; false: by the machinery. */
  asMember: boolean;
  statement: string;
}

const organizations = 1_000;
const duePerOrganization = 60;
const { orgId } = demoOrganization;

/** What the hot questions cost with a small table and with a full one. `--rows=` says how many calls the full one holds that are over. */
export async function benchGrowth({ quick, rows, say }: BenchContext): Promise<void> {
  const full = rows ?? (quick ? 20_000 : 1_000_000);
  const small = Math.max(1_000, Math.round(full / 100));
  const startedAt = performance.now();
  await using bench = await startBenchStack({ functions: false, durable: false });
  const { sql, dbUrl } = bench.stack;
  await sql`alter system set max_wal_size = '16GB'`;
  await sql`select pg_reload_conf()`;
  await createOrganizations(sql, organizations);
  const [admin] = await sql<{ user_id: string }[]>`
    select m.user_id from public.memberships m where m.org_id = ${orgId} and m.role = 'admin'`;

  const measure = async (history: History): Promise<Map<string, Cost[]>> => {
    const figures = new Map<string, Cost[]>();
    for (const { name, asMember, statement } of await listQuestions(sql)) {
      const user = asMember ? admin?.user_id ?? "" : undefined;
      const [, ...warm] = await costStatementAs(dbUrl, user, statement, 6);
      figures.set(name, warm);
    }
    say(
      `  measured at ${history.ended} ended calls, ${history.future} to come: ${await describeSize(sql)}, ` +
        `after ${Math.round((performance.now() - startedAt) / 1000)} s`,
    );
    return figures;
  };

  say(
    `growth: of ${organizations} organisations one has half of the ended calls; times are Postgres's own, as its member sees ` +
      `them (row-level security on), the middle of five; ratios are of processor time`,
  );
  const before = { ended: small, attemptsEach: 10, future: small };
  const lists: Lists = { atOneMoment: Math.round(full / 50), listed: Math.round(full / 10) };
  await fillHistory(sql, orgId, before);
  await fillLists(sql, orgId, {
    atOneMoment: Math.ceil(lists.atOneMoment / 100),
    listed: Math.ceil(lists.listed / 100),
  });
  const atSmall = await measure(before);
  const after = { ended: full, attemptsEach: 10, future: full };
  await fillHistory(sql, orgId, { ...after, ended: full - small, future: full - small });
  await fillLists(sql, orgId, lists);
  const atFull = await measure(after);
  for (const [name, costs] of atFull) {
    say(`  ${name}: ${formatCost(costs)}${formatReadWhole(costs)}${formatRatio(costs, atSmall.get(name))}`);
  }

  await bookForMany(sql, duePerOrganization);
  const [taken] = await sql<
    { count: number }[]
  >`select count(*)::int as count from public.claim_due_calls('bench', 50)`;
  const [first, ...claims] = await costStatementAs(
    dbUrl,
    undefined,
    "select * from public.claim_due_calls('bench', 50)",
    6,
  );
  say(
    `  claim of 50 beside ${
      organizations * duePerOrganization
    } due calls of ${organizations} organisations: ` +
      `${formatCost(claims)}${formatReadWhole(claims)} (${taken?.count} taken; the first of a connection ${
        first === undefined ? "not timed" : formatCost([first])
      })`,
  );
  for (const { name, statement } of await listSteps(sql)) {
    const [, ...costs] = await costStatementAs(dbUrl, undefined, statement, 6);
    say(`  ${name}: ${formatCost(costs)}${formatReadWhole(costs)}`);
    await sql.unsafe(statement);
  }
}

/** What follows a claim, of fifty calls at once, each to be done before the next is asked. */
async function listSteps(sql: Sql): Promise<Pick<Question, "name" | "statement">[]> {
  const taken = await sql<{ id: string }[]>`
    select t.id from public.call_attempts t where t.state = 'placing' order by t.id limit 50`;
  const ids = taken.map(({ id }) => id);
  const list = `'{${ids.join(",")}}'`;
  const of = (facts: (id: string) => unknown) => `'${JSON.stringify(ids.map(facts))}'::jsonb`;
  const event = (id: string) => ({
    execution_id: id,
    call_ref: id,
    status: "ringing",
    snapshot: { provider: "twilio" },
    snapshot_hash: "for the benchmark",
    source: "webhook",
  });
  const result = {
    outcome: "completed",
    call_status: "completed",
    reason_code: "answered",
    reason: "The call was answered and has ended.",
    answered: true,
    conversation_seconds: 42,
  };
  return [
    {
      name: `recording that ${ids.length} were placed`,
      statement:
        `select public.record_calls_placed(${list}::uuid[], ${list}::text[], array_fill('queued'::text, array[${ids.length}]))`,
    },
    {
      name: `${ids.length} events`,
      statement: `select public.receive_bolna_events(${of(event)})`,
    },
    {
      name: `${ids.length} ends`,
      statement: `select public.settle_calls(${of((id) => ({ attempt_id: id, execution_id: id, result }))})`,
    },
  ];
}

async function listQuestions(sql: Sql): Promise<Question[]> {
  const select = (columns: string, table: string, time: string) => (conditions: string) =>
    `select ${columns} from public.${table} where org_id = '${orgId}' ${conditions} order by ${time}, id limit 51`;
  const list = select("id, contact_name, scheduled_at, call_status", "call_schedules", "scheduled_at");
  const listed = select("id, phone_last4, scope", "suppressions", "added_at");
  const consents = select("id, phone_last4, kind", "consents", "added_at");
  const deep = await findDeep(
    sql,
    "call_schedules",
    "scheduled_at",
    "deleted_at is null and contact_id not like 'campaign-%'",
  );
  const amid = await findDeep(sql, "call_schedules", "scheduled_at", "contact_id like 'campaign-%'");
  const deepListed = await findDeep(sql, "suppressions", "added_at", "true");
  const deepConsent = await findDeep(sql, "consents", "added_at", "true");
  const calls = (filters: string, sort: string, behind?: { at: string; id: string }) =>
    `select public.list_call_schedules('${orgId}', '${filters}', '${sort}', ${
      behind ? `'${behind.at}', '${behind.id}'` : "null, null"
    }, 51)`;
  const asMember = (name: string, statement: string) => ({ name, asMember: true, statement });
  return [
    asMember("list, first page", list("")),
    asMember("list, a page behind nine tenths", list(`and scheduled_at > '${deep.at}'`)),
    asMember(
      "list, amid thousands of one moment",
      list(`and scheduled_at = '${amid.at}' and id > '${amid.id}'`),
    ),
    asMember("list, a status that no call has", list("and call_status = 'cancelled'")),
    asMember("list, a contact that no call has", list("and contact_id = 'nobody'")),
    asMember("calls by due_at, first page", calls("{}", "due_at")),
    asMember(
      "  a page behind nine tenths",
      calls("{}", "due_at", deep),
    ),
    asMember("  the latest change first", calls("{}", "-updated_at")),
    asMember(
      "  of two statuses that no call has",
      calls('{"status": ["cancelled", "in_progress"]}', "-due_at"),
    ),
    asMember("  a part of a name that all have", calls('{"q": "asha"}', "due_at")),
    asMember("  a part of a name that nobody has", calls('{"q": "meera"}', "due_at")),
    asMember("  a number that nobody has", calls(`{"phone_hash": "${"0".repeat(64)}"}`, "due_at")),
    asMember("  those to be looked at, which are none", calls('{"attention": true}', "due_at")),
    asMember("  counts by status", `select public.count_call_schedules('${orgId}')`),
    asMember(
      "  counts by status of a year",
      `select public.count_call_schedules('${orgId}', '{"from": "2020-01-01Z"}')`,
    ),
    asMember(
      "pulse",
      `select public.organization_pulse(slug) from public.organizations where id = '${orgId}'`,
    ),
    asMember("statistics", `select public.call_statistics('${orgId}')`),
    asMember("  of it check-up compliance", `select private.schedule_compliance('${orgId}')`),
    asMember(
      "due",
      `select id, contact_name from public.due_call_schedules where org_id = '${orgId}' order by due_at, id limit 1000`,
    ),
    asMember("do-not-call list, first page", listed("and removed_at is null")),
    asMember(
      "  a page behind nine tenths of an import",
      listed(`and removed_at is null and added_at = '${deepListed.at}' and id > '${deepListed.id}'`),
    ),
    asMember("  those to be reviewed, which are none", listed("and removed_at is null and needs_review")),
    asMember("  those that were lifted, which are none", listed("and removed_at is not null")),
    asMember("  of a source that none has", listed("and removed_at is null and source = 'agent_tool'")),
    asMember("  of a scope that none has", listed("and removed_at is null and scope = 'topic'")),
    asMember("consents, first page", consents("")),
    asMember(
      "  a page behind nine tenths of one moment",
      consents(`and added_at = '${deepConsent.at}' and id > '${deepConsent.id}'`),
    ),
    asMember("  of a contact that has none", consents("and contact_id = 'nobody'")),
    { name: "tick with nothing due", asMember: false, statement: "select private.sweep_has_work(10)" },
    {
      name: "calls that are silent",
      asMember: false,
      statement: "select * from public.claim_follow_ups(20)",
    },
    {
      name: "a look for all that somebody is told of",
      asMember: false,
      statement: "select private.look_at_alerts()",
    },
  ];
}

/** The row that stands behind nine tenths of those: where a deep page begins. */
async function findDeep(
  sql: Sql,
  table: string,
  time: string,
  conditions: string,
): Promise<{ at: string; id: string }> {
  const among = `from public.${table} where org_id = '${orgId}' and ${conditions}`;
  const [deep] = await sql.unsafe<{ at: string; id: string }[]>(
    `select ${time}::text as at, id ${among} order by ${time}, id offset (select count(*) * 9 / 10 ${among}) limit 1`,
  );
  return deep ?? { at: "infinity", id: "00000000-0000-0000-0000-000000000000" };
}

async function describeSize(sql: Sql): Promise<string> {
  const [size] = await sql<{ attempts: string; bytes: string }[]>`
    select (select count(*) from public.call_attempts)::text as attempts, pg_size_pretty(pg_database_size(current_database())) as bytes`;
  return `${size?.attempts} attempts, a database of ${size?.bytes}`;
}

function formatRatio(now: readonly Cost[], before: readonly Cost[] | undefined): string {
  return before === undefined
    ? ""
    : `, ${(middleCost(now) / middleCost(before)).toFixed(1)} times that of the small table (${
      formatCost(before)
    })`;
}
