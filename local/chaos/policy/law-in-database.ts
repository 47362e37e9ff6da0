import type { Sql, TransactionSql } from "postgres";
import { z } from "zod";
import type { Holiday, HoursRule, Minutes, Terms } from "./law.ts";

/** `{[540,1200),[1980,2640)}`. */
const minutes = z.string().transform((text): Minutes =>
  [...text.matchAll(/\[(\d+),(\d+)\)/g)].map(([, from, to]) => [Number(from), Number(to)] as const)
);
const ruleSchema = z.object({
  id: z.string(),
  jurisdiction: z.string(),
  week: minutes,
  holidayMinutes: minutes.nullable(),
  holidaySets: z.array(z.string()),
  uniteRegions: z.boolean(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
});
const holidaySchema = z.object({
  jurisdiction: z.string(),
  day: z.string(),
  kind: z.enum(["public", "bank", "state", "optional"]),
  certainty: z.enum(["fixed", "rule", "predicted"]),
});
const overrideSchema = z.object({
  zone: z.string(),
  instead: z.string(),
  from: z.number(),
  to: z.number().nullable(),
});
export type Purpose = "marketing" | "service" | "health_reminder" | "survey";

/** The law that is loaded, as data: what it means is for the oracle to say. */
export async function readLaw(
  sql: Sql,
  purpose: Purpose,
): Promise<Pick<Terms, "rules" | "holidays" | "overrides">> {
  const rules = await sql`
    select id, jurisdiction, week::text, holiday_minutes::text as "holidayMinutes", holiday_sets as "holidaySets",
      unite_regions as "uniteRegions", valid_from::text as "validFrom", valid_to::text as "validTo"
    from private.policy_rules where aspect = 'hours' and ${purpose} = any (purposes::text[])`;
  const holidays = await sql`select jurisdiction, day::text, kind, certainty from private.holidays`;
  const overrides = await sql`
    select zone, instead, (extract(epoch from from_at) * 1000)::float8 as "from",
      (extract(epoch from to_at) * 1000)::float8 as "to"
    from private.zone_overrides`;
  return {
    rules: z.array(ruleSchema).parse(rules),
    holidays: z.array(holidaySchema).parse(holidays),
    overrides: z.array(overrideSchema).parse(overrides),
  };
}

/** Puts the law of some terms in place of the database's own, and what they say of an organisation. */
export async function writeLaw(
  tx: TransactionSql,
  terms: Terms,
  purpose: Purpose,
  orgId: string,
): Promise<void> {
  const [pack] = await tx`select version from private.policy_packs order by loaded_at desc limit 1`;
  await tx`delete from private.policy_rules`;
  await tx`delete from private.holidays`;
  await tx`delete from private.zone_overrides`;
  await tx`
    insert into private.policy_rules (id, jurisdiction, name, aspect, purposes, week, holiday_minutes, holiday_sets,
      unite_regions, valid_from, valid_to, confidence, source, reviewed_on, pack_version)
    select r.id, r.jurisdiction, 'A rule', 'hours', array[${purpose}]::public.call_purpose[], r.week, r.holiday_minutes,
      r.holiday_sets, r.unite_regions, r.valid_from, r.valid_to, 'ours', 'The oracle', '2026-11-01', ${pack?.version}
    from jsonb_to_recordset(${
    tx.json(terms.rules.map(toRow))
  }) as r (id text, jurisdiction text, week int4multirange,
      holiday_minutes int4multirange, holiday_sets text[], unite_regions boolean, valid_from date, valid_to date)`;
  await tx`
    insert into private.holidays (jurisdiction, day, name, kind, certainty, source)
    select h.jurisdiction, h.day, 'Holiday ' || h.number, h.kind, h.certainty, 'The oracle'
    from jsonb_to_recordset(${tx.json(terms.holidays.map(toHolidayRow))}) as h (jurisdiction text, day date,
      number integer, kind public.holiday_kind, certainty public.holiday_certainty)`;
  await tx`
    insert into private.zone_overrides (zone, instead, from_at, to_at, source)
    select o.zone, o.instead, o."from", o."to", 'The oracle'
    from jsonb_to_recordset(${tx.json(terms.overrides.map(toOverrideRow))}) as o (zone text, instead text,
      "from" timestamptz, "to" timestamptz)`;
  const [first, ...others] = terms.blackouts.map(([start, end]) => ({
    from: toText(start),
    to: toText(end),
  }));
  for (const { from: start, to: end } of others) {
    await tx`insert into private.blackouts (from_at, to_at, reason) values (${start}, ${end}, 'The oracle')`;
  }
  const own = first === undefined ? [] : [{ ...first, reason: "The oracle" }];
  const loosened = terms.loosened.map((rule_id) => ({ rule_id, reason: "The oracle", until: null }));
  await tx`
    insert into public.calling_policies (org_id, week, blackouts, loosened)
    values (${orgId}, ${terms.week && print(terms.week)}, ${tx.json(own)}, ${tx.json(loosened)})
    on conflict (org_id) do update
    set week = excluded.week, blackouts = excluded.blackouts, loosened = excluded.loosened`;
}

function print(week: Minutes): string {
  return `{${week.map(([from, to]) => `[${from},${to})`).join(",")}}`;
}

function toRow(rule: HoursRule) {
  return {
    id: rule.id,
    jurisdiction: rule.jurisdiction,
    week: print(rule.week),
    holiday_minutes: rule.holidayMinutes && print(rule.holidayMinutes),
    holiday_sets: [...rule.holidaySets],
    unite_regions: rule.uniteRegions,
    valid_from: rule.validFrom,
    valid_to: rule.validTo,
  };
}

function toHolidayRow({ jurisdiction, day, kind, certainty }: Holiday, number: number) {
  return { jurisdiction, day, kind, certainty, number };
}

function toOverrideRow({ zone, instead, from, to }: Terms["overrides"][number]) {
  return { zone, instead, from: toText(from), to: to === null ? null : toText(to) };
}

export function toText(moment: number): string {
  return new Date(moment).toISOString();
}
