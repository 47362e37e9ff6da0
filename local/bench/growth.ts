import type { Sql } from "postgres";
import { bookForMany, createOrganizations } from "./book-for-many.ts";
import { demoOrganization } from "./book-by-api.ts";
import { fillHistory, type History } from "./fill-history.ts";
import type { BenchContext } from "./options.ts";
import { startBenchStack } from "./start-bench-stack.ts";
import { formatMs, percentile } from "./summarise.ts";
import { timeStatementAs } from "./time-in-postgres.ts";

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
  await using bench = await startBenchStack({ functions: false, durable: false });
  const { sql, dbUrl } = bench.stack;
  await sql`alter system set max_wal_size = '16GB'`;
  await sql`select pg_reload_conf()`;
  await createOrganizations(sql, organizations);
  const [admin] = await sql<{ user_id: string }[]>`
    select m.user_id from public.memberships m where m.org_id = ${orgId} and m.role = 'admin'`;

  const measure = async (history: History): Promise<Map<string, number>> => {
    const figures = new Map<string, number>();
    for (const { name, asMember, statement } of await listQuestions(sql)) {
      const user = asMember ? admin?.user_id ?? "" : undefined;
      const [, ...warm] = await timeStatementAs(dbUrl, user, statement, 6);
      figures.set(name, percentile(warm, 0.5));
    }
    say(`  measured at ${history.ended} ended calls, ${history.future} to come: ${await describeSize(sql)}`);
    return figures;
  };

  say(
    `growth: of ${organizations} organisations one has half of the ended calls; times are Postgres's own, as its member sees ` +
      `them (row-level security on), the middle of five`,
  );
  const before = { ended: small, attemptsEach: 10, future: small };
  await fillHistory(sql, orgId, before);
  const atSmall = await measure(before);
  const after = { ended: full, attemptsEach: 10, future: full };
  await fillHistory(sql, orgId, { ...after, ended: full - small, future: full - small });
  const atFull = await measure(after);
  for (const [name, milliseconds] of atFull) {
    say(`  ${name}: ${formatMs(milliseconds)}${formatRatio(milliseconds, atSmall.get(name))}`);
  }

  await bookForMany(sql, duePerOrganization);
  const [taken] = await sql<
    { count: number }[]
  >`select count(*)::int as count from public.claim_due_calls('bench', 50)`;
  const claims = await timeStatementAs(
    dbUrl,
    undefined,
    "select * from public.claim_due_calls('bench', 50)",
    6,
  );
  say(
    `  claim of 50 beside ${
      organizations * duePerOrganization
    } due calls of ${organizations} organisations: ` +
      `${formatMs(percentile(claims.slice(1), 0.5))} (${taken?.count} taken; the first of a connection ${
        formatMs(claims[0] ?? 0)
      })`,
  );
}

async function listQuestions(sql: Sql): Promise<Question[]> {
  const list = (conditions: string) =>
    `select id, contact_name, scheduled_at, call_status from public.call_schedules where org_id = '${orgId}' ${conditions} ` +
    `order by scheduled_at, id limit 51`;
  const [deep] = await sql<{ at: string; id: string }[]>`
    select s.scheduled_at::text as at, s.id from public.call_schedules s where s.org_id = ${orgId}
    order by s.scheduled_at, s.id offset (select count(*) * 9 / 10 from public.call_schedules c where c.org_id = ${orgId}) limit 1`;
  const behind = `(scheduled_at > '${deep?.at}' or (scheduled_at = '${deep?.at}' and id > '${deep?.id}'))`;
  const asMember = (name: string, statement: string) => ({ name, asMember: true, statement });
  return [
    asMember("list, first page", list("")),
    asMember("list, a page behind nine tenths", list(`and scheduled_at >= '${deep?.at}' and ${behind}`)),
    asMember("  the same by the cursor alone", list(`and ${behind}`)),
    asMember("list, a status that no call has", list("and call_status = 'cancelled'")),
    asMember("list, a contact that no call has", list("and contact_id = 'nobody'")),
    asMember("statistics", `select public.call_statistics('${orgId}')`),
    asMember("  of it check-up compliance", `select private.schedule_compliance('${orgId}')`),
    asMember(
      "due",
      `select id, contact_name from public.due_call_schedules where org_id = '${orgId}' order by due_at, id limit 1000`,
    ),
    { name: "tick with nothing due", asMember: false, statement: "select private.sweep_has_work(10)" },
    {
      name: "calls that are silent",
      asMember: false,
      statement: "select * from public.claim_follow_ups(20)",
    },
  ];
}

async function describeSize(sql: Sql): Promise<string> {
  const [size] = await sql<{ attempts: string; bytes: string }[]>`
    select (select count(*) from public.call_attempts)::text as attempts, pg_size_pretty(pg_database_size(current_database())) as bytes`;
  return `${size?.attempts} attempts, a database of ${size?.bytes}`;
}

function formatRatio(now: number, before: number | undefined): string {
  return before === undefined
    ? ""
    : `, ${(now / before).toFixed(1)} times that of the small table (${formatMs(before)})`;
}
