import type { Sql } from "postgres";

/**
 * Takes a guard of the database away, to see that the tests notice: replaces `guard` in a function's source by `instead`
 * until the result is disposed of. Throws when the function has no such text.
 */
export async function breakFunction(
  sql: Sql,
  name: string,
  guard: string | RegExp,
  instead: string,
): Promise<AsyncDisposable> {
  const [row] = await sql<
    { source: string }[]
  >`select pg_get_functiondef(${name}::regproc) as source`;
  const source = row?.source ?? "";
  const broken = source.replace(guard, instead);
  if (broken === source) {
    throw new Error(`${name} has no ${guard}: the guard has moved, move this with it.`);
  }
  await sql.unsafe(broken).simple();
  return { [Symbol.asyncDispose]: async () => void await sql.unsafe(source).simple() };
}

/** As `breakFunction`, of a view. */
export async function breakView(
  sql: Sql,
  name: string,
  guard: RegExp,
  instead: string,
): Promise<AsyncDisposable> {
  const [row] = await sql<{ source: string }[]>`select pg_get_viewdef(${name}::regclass) as source`;
  const source = row?.source ?? "";
  const broken = source.replace(guard, instead);
  if (broken === source) throw new Error(`${name} has no ${guard}: the guard has moved, move this with it.`);
  const replace = (text: string) =>
    sql.unsafe(`create or replace view ${name} with (security_invoker = true) as ${text}`);
  await replace(broken);
  return { [Symbol.asyncDispose]: async () => void await replace(source) };
}

/** Takes away what holds one promise in several places. */
export async function breakAll(...removals: Promise<AsyncDisposable>[]): Promise<AsyncDisposable> {
  const stack = new AsyncDisposableStack();
  for (const removal of removals) stack.use(await removal);
  return stack;
}

/** Drops an index until the result is disposed of. */
export async function dropIndex(sql: Sql, name: string): Promise<AsyncDisposable> {
  const [row] = await sql<
    { source: string }[]
  >`select pg_get_indexdef(${`public.${name}`}::regclass) as source`;
  if (row === undefined) throw new Error(`There is no index ${name}.`);
  await sql.unsafe(`drop index public.${name}`);
  return {
    [Symbol.asyncDispose]: async () => {
      // Its rows may break it by now: that was the purpose.
      await sql`set session_replication_role = replica`;
      await sql`delete from public.call_attempts`;
      await sql`delete from public.call_schedules`;
      await sql`set session_replication_role = default`;
      await sql.unsafe(row.source);
    },
  };
}

/** Drops a trigger until the result is disposed of. */
export async function dropTrigger(sql: Sql, table: string, name: string): Promise<AsyncDisposable> {
  const [row] = await sql<{ source: string }[]>`
    select pg_get_triggerdef(t.oid) as source from pg_trigger t
    where t.tgrelid = ${table}::regclass and t.tgname = ${name}`;
  if (row === undefined) throw new Error(`There is no trigger ${name}.`);
  await sql.unsafe(`drop trigger ${name} on ${table}`);
  return { [Symbol.asyncDispose]: async () => void await sql.unsafe(row.source) };
}

/** Drops a constraint until the result is disposed of; what broke it by then is emptied. */
export async function dropConstraint(sql: Sql, table: string, name: string): Promise<AsyncDisposable> {
  const [row] = await sql<{ source: string }[]>`
    select pg_get_constraintdef(c.oid) as source from pg_constraint c
    where c.conrelid = ${table}::regclass and c.conname = ${name}`;
  if (row === undefined) throw new Error(`There is no constraint ${name}.`);
  await sql.unsafe(`alter table ${table} drop constraint ${name}`);
  return {
    [Symbol.asyncDispose]: async () => {
      await sql.unsafe(`truncate ${table} cascade`);
      await sql.unsafe(`alter table ${table} add constraint ${name} ${row.source}`);
    },
  };
}
