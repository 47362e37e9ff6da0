import { asAdmin, organizationAt } from "./acts.ts";
import { patientCount, patientId, phoneAt, phoneCount } from "./patients.ts";
import type { World } from "./world.ts";

// What people decide about when, how often and by whose leave a number is called.

type Chosen<Fields> = Fields & Record<string, unknown>;
type Numbered = { organization: number; number: number };

/** Minutes since Monday 00:00 where the phone rings. */
const weeks = {
  always: null,
  never: "{}",
  office: eachDay(5, [[9, 18]]),
  evening: eachDay(7, [[18, 22]]),
  "all but an hour": eachDay(7, [[0, 11], [12, 24]]),
  "all but Saturday": `{[0,${5 * 1440}),[${6 * 1440},${7 * 1440})}`,
} as const;

export interface NewPolicy {
  organization: number;
  week: keyof typeof weeks;
  caps: readonly { calls: number; per: "24 hours" | "7 days" | "30 days"; scope?: "subject" }[];
  /** null: all. */
  countries: readonly string[] | null;
  gapMinutes: number;
  /** Its own closed time, from so many seconds on and so long. */
  closed: { inSeconds: number; seconds: number } | undefined;
}

/** The admin replaces the policy; what the operator has loosened stays. */
export async function putPolicy(world: World, chosen: Chosen<NewPolicy>): Promise<void> {
  const { organization, week, caps, countries, gapMinutes, closed } = chosen;
  const { id, adminId } = organizationAt(organization);
  await world.syncClock();
  const { service, sql } = world.db;
  const [kept] = await sql<{ default_purpose: string; loosened: { rule_id: string }[] }[]>`
    select default_purpose, loosened from public.calling_policies where org_id = ${id}`;
  const policy = {
    default_purpose: kept?.default_purpose ?? "service",
    loosened: kept?.loosened ?? [],
    week: weeks[week],
    caps: [...caps],
    countries: countries === null ? null : [...countries],
    min_gap_minutes: gapMinutes,
    blackouts: closed === undefined ? [] : [{ ...span(world, closed), reason: "The staff is away." }],
  };
  const [row] = await service<{ outcome: string }[]>`
    select public.put_calling_policy(${id}, ${adminId}, ${service.json(policy)}) ->> 'outcome' as outcome`;
  if (row?.outcome !== "put") throw new Error(`A policy came to this: ${row?.outcome}.`);
}

/** The operator lets an organisation call at any hour and as often as it likes, or no more. */
export async function loosen(
  world: World,
  { organization, on }: Chosen<{ organization: number; on: boolean }>,
): Promise<void> {
  await world.syncClock();
  const loosened = on ? [{ rule_id: "*", reason: "A history at any hour.", until: null }] : [];
  const { sql } = world.db;
  await sql`update public.calling_policies set loosened = ${sql.json(loosened)} where org_id = ${
    organizationAt(organization).id
  }`;
}

/** What the agent says at the start is another. */
export async function teachAgent(
  world: World,
  { organization, marks }: Chosen<{ organization: number; marks: readonly string[] | null }>,
): Promise<void> {
  await world.syncClock();
  const { id, agentId } = organizationAt(organization);
  const admin = asAdmin(world, organization);
  const opening = marks === null ? null : [...marks];
  await admin`select public.save_agent(${id}, ${admin.json({ opening })}, ${agentId})`;
}

/** A state closes for some time, or everywhere does; or what was proclaimed is taken back. */
export async function proclaim(
  world: World,
  { jurisdiction, inSeconds, seconds }: Chosen<
    { jurisdiction: string | null | undefined; inSeconds: number; seconds: number }
  >,
): Promise<void> {
  await world.syncClock();
  if (jurisdiction === undefined) return void await world.db.sql`delete from private.blackouts`;
  const { from, to } = span(world, { inSeconds, seconds });
  await world.db.sql`
    insert into private.blackouts (jurisdiction, from_at, to_at, reason)
    values (${jurisdiction}, ${from}, ${to}, 'A day of mourning.')`;
}

export interface NewSuppression extends Numbered {
  scope: "all" | "marketing" | "topic";
  /** For one contact only. */
  contactId: string | undefined;
  /** null: for good. */
  seconds: number | null;
}

export async function suppress(
  world: World,
  { organization, number, scope, contactId, seconds }: Chosen<NewSuppression>,
): Promise<void> {
  const { id: orgId, adminId } = organizationAt(organization);
  await world.syncClock();
  const { service } = world.db;
  const row = {
    phone_hash: await world.keys.cipher.hash(orgId, phoneAt(number)),
    phone_last4: phoneAt(number).slice(-4),
    reason: "It was asked for.",
    scope,
    ...(scope === "topic" ? { topic: "follow_up" } : {}),
    ...(contactId === undefined ? {} : { contact_id: contactId }),
    ...(seconds === null ? {} : { expires_at: moment(world, seconds) }),
  };
  await service`
    select public.add_suppression(${orgId}, ${adminId}, ${await nextId(world, "2")}, ${service.json(row)})`;
}

/** The admin lifts one of what holds, whoever put it there. */
export async function liftSuppression(
  world: World,
  { organization, which }: Chosen<{ organization: number; which: number }>,
): Promise<void> {
  const { id } = organizationAt(organization);
  await world.syncClock();
  const held = await world.db.sql<{ id: string }[]>`
    select id from public.suppressions where org_id = ${id} and removed_at is null order by added_at, id`;
  const one = held[which % Math.max(1, held.length)];
  if (one === undefined) return;
  await asAdmin(world, organization)`
    select public.remove_suppression(${id}, ${one.id}, 'It was put there in error.')`;
}

/** The operator's list: a number comes on it, or off. */
export async function suppressGlobally(
  world: World,
  { number, scope }: Chosen<{ number: number; scope: "all" | "marketing" | undefined }>,
): Promise<void> {
  await world.syncClock();
  const hash = await world.keys.cipher.globalHash(phoneAt(number));
  const { service } = world.db;
  if (scope === undefined) {
    return void await service`select public.lift_global_suppression(${hash}, 'In error.')`;
  }
  await service`
    select public.suppress_globally(${service.json(world.keys.checks)}, ${
    service.json([{ phone_hash: hash, scope }])
  }, 'The operator wants it.')`;
}

export interface NewConsent extends Numbered {
  contactId: string;
  kind: "express" | "express_written" | "imported_unproven";
  purposes: readonly string[];
  artificialVoice: boolean;
  /** How long it holds. */
  seconds: number;
}

export async function grantConsent(
  world: World,
  { organization, number, contactId, kind, purposes, artificialVoice, seconds }: Chosen<NewConsent>,
): Promise<void> {
  const { id: orgId, adminId } = organizationAt(organization);
  await world.syncClock();
  const { service } = world.db;
  const consent = {
    phone_hash: await world.keys.cipher.hash(orgId, phoneAt(number)),
    phone_last4: phoneAt(number).slice(-4),
    contact_id: contactId,
    kind,
    purposes: [...purposes],
    artificial_voice: artificialVoice,
    obtained_at: moment(world, 0),
    obtained_through: "web form",
    wording: "Yes, your machine may call me.",
    valid_until: moment(world, seconds),
  };
  const [row] = await service<{ outcome: string }[]>`
    select public.record_consent(${orgId}, ${adminId}, ${await nextId(world, "3")}, ${
    service.json(consent)
  }) ->> 'outcome' as outcome`;
  if (row?.outcome !== "recorded") throw new Error(`A consent came to this: ${row?.outcome}.`);
}

export async function revokeConsent(
  world: World,
  { organization, which }: Chosen<{ organization: number; which: number }>,
): Promise<void> {
  const { id } = organizationAt(organization);
  await world.syncClock();
  const given = await world.db.sql<{ id: string }[]>`
    select id from public.consents where org_id = ${id} and revoked_at is null order by added_at, id`;
  const one = given[which % Math.max(1, given.length)];
  if (one === undefined) return;
  await asAdmin(world, organization)`select public.revoke_consent(${id}, ${one.id}, 'e-mail', null)`;
}

/** The operator had all numbers looked up some time ago; one of them may be listed. */
export async function checkRegistry(
  world: World,
  { registry, daysAgo, listed }: Chosen<{ registry: string; daysAgo: number; listed: number | undefined }>,
): Promise<void> {
  await world.syncClock();
  const { service } = world.db;
  const { cipher } = world.keys;
  const rows = await Promise.all(Array.from({ length: phoneCount }, async (_, index) => ({
    phone_hash: await cipher.globalHash(phoneAt(index + 1)),
    listed: listed === index + 1,
  })));
  await service`
    select public.keep_registry_checks(null, null, ${registry}, ${moment(world, -daysAgo * 86_400)}, ${
    service.json(rows)
  })`;
}

/** Everybody has agreed to everything, and no registry knows anybody. */
export async function consentToAll(world: World): Promise<void> {
  for (const organization of [0, 1]) {
    for (let number = 1; number <= phoneCount; number++) {
      for (const contactId of contactsAt(organization, number)) {
        await grantConsent(world, {
          organization,
          number,
          contactId,
          kind: "express_written",
          purposes: ["marketing", "survey"],
          artificialVoice: true,
          seconds: 86_400 * 365,
        });
      }
    }
  }
  for (const registry of registries) await checkRegistry(world, { registry, daysAgo: 1, listed: undefined });
}

export const registries = ["US-DNC", "GB-TPS", "AU-DNCR"] as const;

/** Under which ids calls are booked to a number. */
export function contactsAt(organization: number, number: number): string[] {
  return [`c-${number}`, patientId(organization, number % patientCount)];
}

/** What pg_cron does each minute: calls whose deadline has passed end, and windows follow the law. */
export async function cronMinute(world: World): Promise<void> {
  await world.syncClock();
  await world.db
    .sql`select private.end_missed_calls(), private.renew_windows(), private.fold_campaign_tallies()`;
}

async function nextId(world: World, kind: string): Promise<string> {
  const [row] = await world.db.sql<{ count: number }[]>`
    select (select count(*) from public.suppressions) + (select count(*) from public.consents) as count`;
  return `00000000-0000-4000-800${kind}-${String(Number(row?.count) + 1).padStart(12, "0")}`;
}

function moment(world: World, seconds: number): string {
  return new Date(world.time.now() + seconds * 1000).toISOString();
}

function span(world: World, { inSeconds, seconds }: { inSeconds: number; seconds: number }) {
  return { from: moment(world, inSeconds), to: moment(world, inSeconds + seconds) };
}

function eachDay(days: number, hours: readonly (readonly [number, number])[]): string {
  const ranges = Array.from(
    { length: days },
    (_, day) => hours.map(([from, to]) => `[${day * 1440 + from * 60},${day * 1440 + to * 60})`),
  );
  return `{${ranges.flat().join(",")}}`;
}
