import type { Sql } from "postgres";
import { createPhoneCipher, type PhoneCipher } from "../../supabase/functions/_shared/phone/phone-cipher.ts";
import {
  describeKeys,
  type KeySettings,
  keyVerdictSchema,
  PhoneKeyError,
} from "../../supabase/functions/_shared/phone/phone-keys.ts";
import { StackError } from "../stack/stack-error.ts";
import {
  type ClosedColumn,
  closedColumns,
  type ClosedValue,
  refuseUnknownColumns,
} from "./closed-columns.ts";

export interface Progress {
  table: string;
  /** Closed anew by this run, so far, in all tables. */
  done: number;
  /** Those that the newest key had not closed when the run began. */
  total: number;
  rowsPerSecond: number;
}

export interface RotationOptions {
  keys: KeySettings;
  onProgress?: (progress: Progress) => void;
  /** Rows read and written at a time. */
  batch?: number;
}

export interface RotationResult {
  newest: string;
  done: number;
  /** What an older key still closes, by key. Empty: the older keys may go. */
  left: Record<string, number>;
}

/**
 * Closes every stored number anew with the newest key, while the system runs. In small steps, each a short transaction that
 * writes a row only if nobody did since it was read: any number of runs at once, and one that was killed is simply begun
 * again. It walks until a walk finds nothing more, so that rows which an older function writes meanwhile are met too.
 * Throws a StackError where a key is not the one that numbers were stored with, or no function has said the newest yet.
 */
export async function rotateKeys(
  sql: Sql,
  { keys, onProgress = () => {}, batch = 1000 }: RotationOptions,
): Promise<RotationResult> {
  await refuseUnfitKeys(sql, keys);
  await refuseUnknownColumns(sql);
  const newest = keys.phoneEncryptionKeys[0]?.id ?? "";
  const cipher = createPhoneCipher(keys);
  const total = sum(await countOld(sql, newest));
  const startedAt = performance.now();
  let done = 0;
  for (let found = true; found;) {
    found = false;
    for (const column of closedColumns) {
      for await (const rewritten of walk(sql, cipher, { column, newest, batch })) {
        done += rewritten;
        found ||= rewritten > 0;
        const rowsPerSecond = done / Math.max((performance.now() - startedAt) / 1000, 0.001);
        onProgress({ table: column.table, done, total: Math.max(total, done), rowsPerSecond });
      }
    }
  }
  if (done > 0) await keepTrail(sql, newest, done);
  return { newest, done, left: await countOld(sql, newest) };
}

/** Of an erased person no number is left: what stands in its place no key has closed, and none opens. */
const noKey = "erased";

/** What is closed by another key than `newest`: how many, by key. */
export async function countOld(sql: Sql, newest: string): Promise<Record<string, number>> {
  const counted = closedColumns.map(({ table, column }) =>
    `select split_part(t.${column}, '.', 2) as key, count(*)::int as rows from ${table} t where t.${column} is not null group by 1`
  );
  const rows = await sql.unsafe<{ key: string; rows: number }[]>(
    `select key, sum(rows)::int as rows from (${
      counted.join(" union all ")
    }) c where key not in ($1, $2) group by 1 order by 1`,
    [newest, noKey],
  );
  return Object.fromEntries(rows.map(({ key, rows }) => [key, rows]));
}

/** Gives how many were closed anew, step by step. */
async function* walk(
  sql: Sql,
  cipher: PhoneCipher,
  { column, newest, batch }: { column: ClosedColumn; newest: string; batch: number },
): AsyncGenerator<number> {
  for (let last: string | null = null;;) {
    const values: ClosedValue[] = await readOld(sql, { column, newest, batch, behind: last });
    if (values.length === 0) return;
    last = values.at(-1)?.key ?? null;
    yield await rewrite(sql, cipher, column, values);
    if (values.length < batch) return;
  }
}

async function readOld(
  sql: Sql,
  { column, newest, batch, behind }: {
    column: ClosedColumn;
    newest: string;
    batch: number;
    behind: string | null;
  },
): Promise<ClosedValue[]> {
  const { table, column: name, key, keyType, org, place } = column;
  return await sql.unsafe<ClosedValue[]>(
    `select ${key}::text as key, ${org}::text as org_id, ${place}::text as place, t.${name} as closed
     from ${table} t
     where t.${name} is not null and split_part(t.${name}, '.', 2) not in ($1, $3) ${
      behind === null ? "" : `and ${key} > $4::${keyType}`
    }
     order by ${key} limit $2::int`,
    behind === null ? [newest, batch, noKey] : [newest, batch, noKey, behind],
  );
}

/**
 * A number stays what it was, so neither the trail nor `updated_at`, nor whoever is told of a change, hears of it: triggers are
 * off, and the trail has one row for the whole (`keepTrail`). One that cannot be opened is left, and counted at the end.
 */
async function rewrite(
  sql: Sql,
  cipher: PhoneCipher,
  { table, column, key, keyType, ref }: ClosedColumn,
  values: ClosedValue[],
): Promise<number> {
  const opened = await Promise.all(values.map(async (value) => {
    try {
      return [{
        ...value,
        anew: await cipher.encrypt(ref(value), await cipher.decrypt(ref(value), value.closed)),
      }];
    } catch {
      return [];
    }
  }));
  const anew = opened.flat();
  if (anew.length === 0) return 0;
  return await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    const written = await tx.unsafe(
      `update ${table} t set ${column} = n.anew
       from unnest($1::${keyType}[], $2::text[], $3::text[]) as n (key, closed, anew)
       where ${key} = n.key and t.${column} = n.closed`,
      [anew.map((value) => value.key), anew.map(({ closed }) => closed), anew.map((value) => value.anew)],
    );
    return written.count;
  });
}

async function refuseUnfitKeys(sql: Sql, keys: KeySettings): Promise<void> {
  const [newest] = keys.phoneEncryptionKeys;
  const checks = sql.json(await describeKeys(keys));
  // The database's own word: while the index key is changed two of them are right.
  const [judged] = await sql`select public.judge_phone_keys(${checks}) as verdict`;
  const { wrong } = keyVerdictSchema.parse(judged?.verdict);
  if (wrong.length > 0) {
    throw new StackError(`${new PhoneKeyError("phone_key_wrong", wrong).message} Nothing was rotated.`);
  }
  const known = await sql`
    select from private.phone_keys where setting = 'PHONE_ENCRYPTION_KEYS' and key_id = ${newest?.id ?? ""}`;
  if (known.length === 0) {
    throw new StackError(
      `No function has used the key ${newest?.id} yet: set it in front of PHONE_ENCRYPTION_KEYS of the functions first, and let a sweep run. They could not read what it closes.`,
    );
  }
}

async function keepTrail(sql: Sql, newest: string, rows: number): Promise<void> {
  await sql`
    insert into public.audit_log (actor_kind, action, table_name, row_id, changes)
    values ('operator', 'update', 'phone_keys', ${newest}, ${sql.json({ numbers_closed_anew: rows })})`;
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((all, count) => all + count, 0);
}
