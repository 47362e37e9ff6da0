import type { Sql } from "postgres";

// The one place where SQL asks for the time reads a table here, so that the test turns the clock. In plpgsql, as all that is
// asked often here: a function in SQL that cannot be inlined is parsed and planned anew by each statement that calls it.
const fakeClock = `
  create schema chaos;
  create table chaos.clock (at timestamptz not null);
  insert into chaos.clock values (now());
  grant usage on schema chaos to anon, authenticated, service_role;
  grant select on chaos.clock to anon, authenticated, service_role;
  create or replace function private.current_time() returns timestamptz
  language plpgsql stable set search_path = '' as $$ begin return (select c.at from chaos.clock c); end $$;`;

// Drawn from the clock and a count that every run begins anew: another history draws otherwise, the same one the same.
const fakeChance = `
  create sequence chaos.draws;
  create function chaos.draw() returns text
  language plpgsql volatile security definer set search_path = '' as $$ begin
    return (select md5(extract(epoch from c.at)::text || ' ' || nextval('chaos.draws')) from chaos.clock c);
  end $$;
  create function chaos.random() returns double precision
  language sql volatile set search_path = '' as $$
    select ('x' || left(chaos.draw(), 8))::bit(32)::bigint / 4294967296::double precision
  $$;
  create function chaos.gen_random_uuid() returns uuid
  language sql volatile set search_path = '' as $$ select chaos.draw()::uuid $$;`;

const replaceInFunctions = `
  do $$ declare source text; begin
    for source in
      select pg_get_functiondef(p.oid) from pg_proc p
      where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace) and p.prokind = 'f'
        and p.prosrc ~ '\\m(random|gen_random_uuid)\\(\\)'
    loop
      execute regexp_replace(source, '\\m(random|gen_random_uuid)\\(\\)', 'chaos.\\1()', 'g');
    end loop;
  end $$;`;

const replaceInDefaults = `
  do $$ declare col record; begin
    for col in
      select c.table_schema, c.table_name, c.column_name from information_schema.columns c
      where c.table_schema in ('public', 'private') and c.column_default = 'gen_random_uuid()'
    loop
      execute format('alter table %I.%I alter %I set default chaos.gen_random_uuid()',
        col.table_schema, col.table_name, col.column_name);
    end loop;
  end $$;`;

/**
 * Makes the database do the same again when it is asked the same again: gives it a clock (`chaos.clock`), takes
 * its chance from a count (`chaos.draws`), and stops what would come by itself and move rows.
 */
export async function takeChanceAway(sql: Sql): Promise<void> {
  await sql.unsafe(fakeClock + fakeChance + replaceInFunctions + replaceInDefaults).simple();
  await sql.unsafe("alter system set autovacuum = off").simple();
  await sql`select pg_reload_conf()`;
}
