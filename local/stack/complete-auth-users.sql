-- `supabase db push` to a plain PostgreSQL has the first migration make a minimal auth.users. Here it gets the columns that
-- Auth needs, copied from the whole table that was made in auth_whole beforehand; that schema goes.
do $$
declare
  missing record;
begin
  for missing in
    select format('add column %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
      case
        when a.attgenerated = 's' then format(' generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid))
        when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid)
        else ''
      end,
      case when a.attnotnull then ' not null' else '' end) as clause
    from pg_attribute a
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = 'auth_whole.users'::regclass and a.attnum > 0 and not a.attisdropped
      and not exists (
        select from pg_attribute here
        where here.attrelid = 'auth.users'::regclass and here.attname = a.attname and not here.attisdropped
      )
    -- What is computed from other columns comes after them.
    order by a.attgenerated = 's', a.attnum
  loop
    execute 'alter table auth.users ' || missing.clause;
  end loop;
end $$;
drop schema auth_whole cascade;
