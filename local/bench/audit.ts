import type { Sql } from "postgres";
import { listChains, readChain, withTrail } from "../audit/read-trail.ts";
import { writeTrailFile } from "../audit/trail-file.ts";
import { verifyDatabase, verifyFile } from "../audit/verify-trail.ts";
import { demoOrganization } from "./book-by-api.ts";
import type { BenchContext } from "./options.ts";
import { startBenchStack } from "./start-bench-stack.ts";
import { formatMs, percentile } from "./summarise.ts";
import { timeStatementAs } from "./time-in-postgres.ts";

const { orgId } = demoOrganization;

/** What it costs to seal, to check, to export and to read a trail of `--rows=` rows of one organisation's month. */
export async function benchAudit({ quick, rows, say }: BenchContext): Promise<void> {
  const count = rows ?? (quick ? 20_000 : 1_000_000);
  say(`audit: a trail of ${count} rows, as calls leave them`);
  await using bench = await startBenchStack({ functions: false, durable: false });
  const { sql, dbUrl } = bench.stack;
  await fillTrail(sql, count);

  const perRow = (milliseconds: number) =>
    `${(milliseconds / 1000).toFixed(1)} s, ${(milliseconds * 1000 / count).toFixed(1)} µs a row`;
  const sealing = await time(async () => {
    // What cron does: one run notes how far ids were handed out, those after it seal up to there.
    for (let sealed = -1; sealed !== 0;) {
      await sql`select private.seal_audit()`;
      [{ sealed } = { sealed: 0 }] = await sql<{ sealed: number }[]>`select private.seal_audit() as sealed`;
    }
  });
  const [left] = await sql<{ seals: number; bytes: number; trail: number }[]>`
    select count(*)::int as seals, pg_total_relation_size('private.audit_seals')::float8 as bytes,
      pg_total_relation_size('public.audit_log')::float8 as trail from private.audit_seals`;
  say(
    `  sealing: ${perRow(sealing)}; ${left?.seals} seals, ${
      ((left?.bytes ?? 0) / count).toFixed(0)
    } bytes a row ` +
      `beside ${((left?.trail ?? 0) / count).toFixed(0)} of the row and its indexes`,
  );

  const verifying = await time(async () => {
    if (!await verifyDatabase(sql, {}, () => {})) throw new Error("The trail is not as it was sealed.");
  });
  say(`  verify: ${perRow(verifying)}`);
  const path = await Deno.makeTempFile();
  try {
    await Deno.remove(path);
    const exporting = await time(() =>
      withTrail(sql, async (tx) => {
        const [chain] = await listChains(tx, { org: "acme" });
        if (chain !== undefined) await writeTrailFile(path, readChain(tx, chain));
      })
    );
    const { size } = await Deno.stat(path);
    say(`  export: ${perRow(exporting)}; a file of ${(size / 1e6).toFixed(0)} MB`);
    const checking = await time(async () => {
      if (!await verifyFile(path, () => {})) throw new Error("The file is not as it was sealed.");
    });
    say(`  verify that file: ${perRow(checking)}`);
  } finally {
    await Deno.remove(path);
  }
  for (const [name, milliseconds] of await timePages(sql, dbUrl)) say(`  ${name}: ${formatMs(milliseconds)}`);
}

/** Of ten rows four are a booking's, five of its steps, and one a user's change of settings. */
async function fillTrail(sql: Sql, rows: number): Promise<void> {
  await sql.unsafe(`
    insert into public.audit_log (org_id, occurred_at, actor_id, actor_kind, action, table_name, row_id, changes)
    select '${orgId}', now() + n * interval '1 microsecond',
      case when n % 10 = 0 then md5((n % 7)::text)::uuid end, case when n % 10 = 0 then 'user'::public.actor_kind else 'service' end,
      case when n % 10 < 4 then 'insert'::public.audit_action else 'update' end,
      case when n % 10 = 0 then 'agents' when n % 2 = 0 then 'call_attempts' else 'call_schedules' end, md5((n / 8)::text)::uuid,
      case when n % 10 < 4 then jsonb_build_object('agent_id', md5('agent'), 'contact_id', n::text, 'contact_name', 'private',
        'contact_phone_enc', 'private', 'contact_phone_hash', 'private', 'scheduled_at', now(), 'call_topic', 'follow_up',
        'call_language', 'en-IN', 'purpose', 'service', 'is_active', true, 'call_status', 'scheduled', 'auto_trigger_enabled', false,
        'checkup_threshold_days', 5, 'attempt_count', 0, 'deferral_count', 0, 'due_at', now(), 'phone_zones', array['Asia/Kolkata'])
      else jsonb_build_object('call_status', array['scheduled', 'in_progress'], 'attempt_count', array[0, 1],
        'status_reason', array[null, 'The call was answered and has ended.'], 'retry_at', array[now()::text, null]) end
    from generate_series(1, ${rows}) n`);
  await sql`vacuum analyze public.audit_log`;
}

/** The middle of five of Postgres's own times, as an admin asks through the API. */
async function timePages(sql: Sql, dbUrl: string): Promise<Map<string, number>> {
  const [admin] = await sql<{ user_id: string }[]>`
    select m.user_id from public.memberships m where m.org_id = ${orgId} and m.role = 'admin'`;
  const [amid] = await sql<{ id: string; at: string; row_id: string }[]>`
    select id::text, occurred_at::text as at, row_id from public.audit_log order by id
    offset (select count(*) / 10 from public.audit_log) limit 1`;
  const none = "null";
  const ask = (table: string, row: string, actor: string, from: string, to: string, at = none, id = none) =>
    `select public.audit_page('${orgId}', ${table}, ${row}, ${actor}, ${from}, ${to}, ${at}, ${id}, 51)`;
  const literal = (text = "") => `'${text}'`;
  const questions = {
    "first page": ask(none, none, none, none, none),
    "a page behind nine tenths": ask(none, none, none, none, none, literal(amid?.at), amid?.id),
    "of a table with few rows": ask("'organizations'", none, none, none, none),
    "of a table with none": ask("'webhooks'", none, none, none, none),
    "of one row": ask(none, literal(amid?.row_id), none, none, none),
    "of a user, and of one who did nothing": ask(none, none, `'${crypto.randomUUID()}'`, none, none),
    "of a time long ago": ask(
      none,
      none,
      none,
      literal(amid?.at),
      `${literal(amid?.at)}::timestamptz + interval '1 millisecond'`,
    ),
  };
  const times = new Map<string, number>();
  for (const [name, statement] of Object.entries(questions)) {
    const [, ...warm] = await timeStatementAs(dbUrl, admin?.user_id, statement, 6);
    times.set(`page: ${name}`, percentile(warm, 0.5));
  }
  return times;
}

async function time(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}
