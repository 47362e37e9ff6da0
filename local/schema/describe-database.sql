-- One row for each thing of public and private, and for what hangs on the database as a whole: what it is called, and all
-- that there is to say of it. The order in which things were made does not count, and of a table's columns not even theirs.
-- A right that is written out and one that is there by default are the same.
with ours as (
  select n.oid, n.nspname, n.nspowner, n.nspacl from pg_namespace n where n.nspname in ('public', 'private')
), relations as (
  select c.* from pg_class c join ours on ours.oid = c.relnamespace
), rights (class, object, part, list) as (
  select r.class, r.object, r.part, string_agg(format('%s: %s by %s%s',
      case when r.grantee = 0 then 'public' else r.grantee::regrole::text end, r.privilege_type, r.grantor::regrole,
      case when r.is_grantable then ' with grant option' end), '; '
    order by r.grantee::regrole::text, r.privilege_type, r.grantor::regrole::text)
  from (
    select 'pg_namespace'::regclass as class, ours.oid as object, 0 as part, a.*
    from ours cross join lateral aclexplode(coalesce(ours.nspacl, acldefault('n', ours.nspowner))) a
    union all
    select 'pg_class', c.oid, 0, a.* from relations c
    cross join lateral aclexplode(coalesce(c.relacl, acldefault(case when c.relkind = 'S' then 's' else 'r' end::"char", c.relowner))) a
    where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
    union all
    select 'pg_attribute', c.oid, t.attnum, a.* from relations c
    join pg_attribute t on t.attrelid = c.oid cross join lateral aclexplode(t.attacl) a
    union all
    select 'pg_proc', p.oid, 0, a.* from pg_proc p join ours on ours.oid = p.pronamespace
    cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    union all
    select 'pg_type', t.oid, 0, a.* from pg_type t join ours on ours.oid = t.typnamespace
    cross join lateral aclexplode(coalesce(t.typacl, acldefault('T', t.typowner))) a
    union all
    select 'pg_default_acl', d.oid, 0, a.* from pg_default_acl d cross join lateral aclexplode(d.defaclacl) a
  ) r
  group by r.class, r.object, r.part
), things (thing, definition, class, object, part) as (
  select format('schema %I', ours.nspname), format('owner %s', ours.nspowner::regrole), 'pg_namespace'::regclass, ours.oid, 0
  from ours
  union all
  select format('rights by default of %s in %s on %s', d.defaclrole::regrole,
      case d.defaclnamespace when 0 then 'every schema' else d.defaclnamespace::regnamespace::text end, d.defaclobjtype),
    '', 'pg_default_acl', d.oid, 0
  from pg_default_acl d
  union all
  select format('extension %I', e.extname), format('in %s', e.extnamespace::regnamespace), 'pg_extension', e.oid, 0
  from pg_extension e
  union all
  select format('relation %s', c.oid::regclass),
    format('kind %s, owner %s, row security %s, forced %s, options %s, persistence %s, identity %s, %s', c.relkind,
      c.relowner::regrole, c.relrowsecurity, c.relforcerowsecurity, c.reloptions, c.relpersistence, c.relreplident,
      case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end),
    'pg_class', c.oid, 0
  from relations c where c.relkind in ('r', 'p', 'v', 'm', 'f')
  union all
  select format('sequence %s', s.seqrelid::regclass),
    format('%s from %s by %s, %s to %s, cache %s, cycle %s', s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin,
      s.seqmax, s.seqcache, s.seqcycle),
    'pg_class', s.seqrelid, 0
  from pg_sequence s join relations c on c.oid = s.seqrelid
  union all
  select format('column %s.%I', c.oid::regclass, a.attname),
    format('%s collate %s, not null %s, default %s, generated %s, identity %s, storage %s, statistics %s, options %s, place %s',
      format_type(a.atttypid, a.atttypmod), a.attcollation::regcollation, a.attnotnull, pg_get_expr(d.adbin, d.adrelid),
      a.attgenerated, a.attidentity, a.attstorage, coalesce(a.attstattarget, -1), a.attoptions,
      -- Functions that answer with a composite type fill it by position.
      case when c.relkind = 'c' then a.attnum end),
    'pg_attribute', c.oid, a.attnum
  from relations c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relkind in ('r', 'p', 'v', 'm', 'f', 'c')
  union all
  select format('constraint %I of %s', o.conname, coalesce(nullif(o.conrelid, 0)::regclass::text, o.contypid::regtype::text)),
    format('%s, valid %s', pg_get_constraintdef(o.oid), o.convalidated), 'pg_constraint', o.oid, 0
  from pg_constraint o join ours on ours.oid = o.connamespace
  union all
  select format('index %s', i.indexrelid::regclass), format('%s, valid %s', pg_get_indexdef(i.indexrelid), i.indisvalid),
    'pg_class', i.indexrelid, 0
  from pg_index i join relations c on c.oid = i.indexrelid
  union all
  select format('trigger %I of %s', t.tgname, t.tgrelid::regclass),
    format('%s, enabled %s', pg_get_triggerdef(t.oid), t.tgenabled), 'pg_trigger', t.oid, 0
  from pg_trigger t join relations c on c.oid = t.tgrelid where not t.tgisinternal
  union all
  select format('rule %I of %s', r.rulename, r.ev_class::regclass), pg_get_ruledef(r.oid), 'pg_rewrite', r.oid, 0
  from pg_rewrite r join relations c on c.oid = r.ev_class where r.rulename <> '_RETURN'
  union all
  select format('policy %I of %s', p.polname, p.polrelid::regclass),
    format('%s, permissive %s, to %s, using %s, with check %s', p.polcmd, p.polpermissive, p.polroles::regrole[],
      pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)),
    'pg_policy', p.oid, 0
  from pg_policy p join relations c on c.oid = p.polrelid
  union all
  select format('%s %s', case when p.prokind = 'a' then 'aggregate' else 'function' end, p.oid::regprocedure),
    format('owner %s, %s', p.proowner::regrole, case when p.prokind <> 'a' then pg_get_functiondef(p.oid) end),
    'pg_proc', p.oid, 0
  from pg_proc p join ours on ours.oid = p.pronamespace
  union all
  select format('type %s', t.oid::regtype),
    format('kind %s, owner %s, base %s, not null %s, default %s, labels %s', t.typtype, t.typowner::regrole,
      nullif(t.typbasetype, 0)::regtype, t.typnotnull, t.typdefault,
      (select array_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid)),
    'pg_type', t.oid, 0
  from pg_type t join ours on ours.oid = t.typnamespace
  -- Not the arrays and rows that come with other things.
  where t.typelem = 0 and not exists (select from pg_class c where c.oid = t.typrelid and c.relkind <> 'c')
  union all
  select format('statistics %I.%I', ours.nspname, s.stxname), pg_get_statisticsobjdef(s.oid), 'pg_statistic_ext', s.oid, 0
  from pg_statistic_ext s join ours on ours.oid = s.stxnamespace
  union all
  select format('publication %I of %s', p.pubname, r.prrelid::regclass), pg_get_expr(r.prqual, r.prrelid),
    'pg_publication', p.oid, 0
  from pg_publication_rel r join pg_publication p on p.oid = r.prpubid join relations c on c.oid = r.prrelid
)
select things.thing,
  concat_ws(', rights ', things.definition, rights.list)
    || coalesce(', comment ' || case things.class
      when 'pg_attribute'::regclass then col_description(things.object, things.part)
      else obj_description(things.object, things.class::text) end, '') as definition
from things
left join rights on rights.class = things.class and rights.object = things.object and rights.part = things.part
