import type { Sql, TransactionSql } from "postgres";
import { parseWrittenJson } from "./canonical-json.ts";
import type { ChainEntry, RowEntry, SealEntry, TrailEntry } from "./trail-entries.ts";

export interface TrailFilter {
  /** An organisation's slug, or the id of one that is gone; null: rows of no organisation; undefined: all. */
  org?: string | null;
  /** `YYYY-MM`; undefined: all. */
  month?: string;
}

const rowsAtOnce = 2000;
const sealsAtOnce = 100;

/** Runs `use` on the trail as it stands at one moment, whatever is sealed, pruned and written meanwhile. */
export async function withTrail<Result>(
  sql: Sql,
  use: (sql: TransactionSql) => Promise<Result>,
): Promise<Result> {
  const { result } = await sql.begin("isolation level repeatable read read only", async (tx) => {
    await tx`set local work_mem = '128MB'`;
    await tx`set local cursor_tuple_fraction = 1`;
    await tx`set local time zone 'UTC'`;
    return { result: await use(tx) };
  });
  return result;
}

/** The months of the organisations that there is anything of: rows, seals, or what is left of pruned ones. */
export async function listChains(sql: TransactionSql, { org, month }: TrailFilter): Promise<ChainEntry[]> {
  return await sql<ChainEntry[]>`
    select 'chain' as kind, 1 as version, coalesce(o.slug, c.org_id::text) as org, c.org_id, to_char(c.month, 'YYYY-MM') as month,
      greatest((select s.sealed_to from private.audit_sealing s),
        (select max(s.row_ids[cardinality(s.row_ids)]) from private.audit_seals s))::float8 as sealed_to,
      case when p.month is not null then json_build_object('last_number', p.last_number, 'row_count', p.row_count,
        'hash', encode(p.hash, 'hex'), 'last_at', private.audit_moment(p.last_at),
        'pruned_at', private.audit_moment(p.pruned_at)) end as pruned
    from (
      select a.org_id, date_trunc('month', a.occurred_at)::date as month from public.audit_log a
      union select s.org_id, s.month from private.audit_seals s
      union select p.org_id, p.month from private.audit_prunings p
    ) c
    left join public.organizations o on o.id = c.org_id
    left join private.audit_prunings p on p.org_id is not distinct from c.org_id and p.month = c.month
    where ${isOf(sql, "c", { org, month })}
    order by org nulls first, c.month`;
}

/** The entries of a chain: each seal before the first row that it holds. */
export async function* readChain(sql: TransactionSql, chain: ChainEntry): AsyncGenerator<TrailEntry> {
  yield chain;
  const seals = readSeals(sql, chain);
  let seal = (await seals.next()).value;
  for await (const row of readRows(sql, chain)) {
    while (seal && (seal.row_ids[0] ?? 0) <= row.id) {
      yield seal;
      seal = (await seals.next()).value;
    }
    yield row;
  }
  while (seal) {
    yield seal;
    seal = (await seals.next()).value;
  }
}

/** First seals that follow a seal which is neither there nor pruned: a whole month before them was taken away. */
export async function findLostMonths(sql: TransactionSql, { org, month }: TrailFilter) {
  return await sql<{ org: string | null; month: string; lost: string }[]>`
    select coalesce(o.slug, s.org_id::text) as org, to_char(s.month, 'YYYY-MM') as month,
      to_char(s.follows_month, 'YYYY-MM') || ', seal ' || s.follows_number as lost
    from private.audit_seals s left join public.organizations o on o.id = s.org_id
    where s.follows_month < s.month
      and ${isOf(sql, "s", { org, month })}
      and not exists (select from private.audit_seals e where e.org_id is not distinct from s.org_id
        and e.month = s.follows_month and e.number = s.follows_number and e.hash = s.follows)
      and not exists (select from private.audit_prunings p where p.org_id is not distinct from s.org_id
        and p.month = s.follows_month and p.last_number >= s.follows_number)
    order by 1, 2`;
}

/** The condition on a table of that alias, beside the organisations as `o`. */
function isOf(sql: TransactionSql, alias: string, { org, month }: TrailFilter) {
  const id = sql(`${alias}.org_id`);
  const ofOrg = org === undefined
    ? sql`true`
    : org === null
    ? sql`${id} is null`
    : sql`(o.slug = ${org} or ${id}::text = ${org})`;
  const ofMonth = month === undefined ? sql`true` : sql`${sql(`${alias}.month`)} = ${`${month}-01`}::date`;
  return sql`${ofOrg} and ${ofMonth}`;
}

async function* readSeals(sql: TransactionSql, chain: ChainEntry): AsyncGenerator<SealEntry, undefined> {
  let last = 0;
  while (true) {
    const seals = await sql<SealEntry[]>`
      select 'seal' as kind, s.number, encode(s.follows, 'hex') as follows, to_char(s.follows_month, 'YYYY-MM') as follows_month,
        s.follows_number, to_json(s.row_ids) as row_ids, encode(s.row_hashes, 'hex') as row_hashes,
        encode(s.row_salts, 'hex') as row_salts, s.personal, private.audit_moment(s.first_at) as first_at,
        private.audit_moment(s.last_at) as last_at, private.audit_moment(s.sealed_at) as sealed_at, encode(s.hash, 'hex') as hash
      from private.audit_seals s
      where s.org_id is not distinct from ${chain.org_id} and s.month = ${`${chain.month}-01`}::date and s.number > ${last}
      order by s.number limit ${sealsAtOnce}`;
    yield* seals;
    const end = seals.at(-1);
    if (end === undefined) return;
    last = end.number;
  }
}

type StoredRow = Omit<RowEntry, "changes"> & { changes: string };

/** By a cursor of the server's own, so that seals can be read in between. */
async function* readRows(sql: TransactionSql, chain: ChainEntry): AsyncGenerator<RowEntry> {
  await sql`
    declare trail_rows no scroll cursor for
    select 'row' as kind, a.id::float8 as id, a.org_id, private.audit_moment(a.occurred_at) as occurred_at, a.actor_id, a.actor_kind,
      a.action, a.table_name, a.row_id, a.changes::text as changes,
      case when e.audit_id is not null then json_build_object('personal_hash', encode(e.personal_hash, 'hex'),
        'erasure_id', e.erasure_id, 'erased_at', private.audit_moment(e.erased_at)) end as erased
    from public.audit_log a left join private.audit_erasures e on e.audit_id = a.id
    where a.org_id ${chain.org_id === null ? sql`is null` : sql`= ${chain.org_id}`}
      and a.occurred_at >= ${`${chain.month}-01`}::date and a.occurred_at < ${`${chain.month}-01`}::date + interval '1 month'
    order by a.id`;
  while (true) {
    const rows = await sql<StoredRow[]>`fetch ${sql.unsafe(String(rowsAtOnce))} from trail_rows`;
    for (const { changes, ...row } of rows) {
      yield { ...row, changes: readChanges(changes) };
    }
    if (rows.length < rowsAtOnce) break;
  }
  await sql`close trail_rows`;
}

function readChanges(text: string): RowEntry["changes"] {
  const value = parseWrittenJson(text);
  if (typeof value !== "object" || value === null) {
    throw new Error("The changes of a row of the trail are no object.");
  }
  return Object.fromEntries(Object.entries(value));
}
