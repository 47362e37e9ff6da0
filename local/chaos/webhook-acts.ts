import { base64 } from "@scure/base";
import type { Sql } from "postgres";
import { deliverEvents } from "../../supabase/functions/_shared/webhooks/deliver-events.ts";
import { organizationAt } from "./acts.ts";
import type { Endpoint, Manner, Place } from "./virtual-receivers.ts";
import type { Fate } from "./worker.ts";
import type { Workload } from "./worker-ports.ts";
import type { World } from "./world.ts";

// What an organisation's admin does with its endpoints, and what these do.

export const everyEvent = [
  "call.completed",
  "call.failed",
  "call.cancelled",
  "call.attention",
  "campaign.state_changed",
  "number.opted_out",
  "alert.raised",
];

export interface NewEndpoint {
  organization: number;
  events?: readonly string[];
  manner?: Manner;
  place?: Place;
}

const dayMs = 86_400_000;

/** Adds an endpoint. */
export async function addEndpoint(
  world: World,
  { organization, events = everyEvent, manner = "well", place = "public" }: NewEndpoint,
): Promise<Endpoint> {
  const { endpoints } = world.receivers;
  const number = endpoints.length + 1;
  const host = `hook-${number}.test`;
  const id = `00000000-0000-4000-8003-${String(number).padStart(12, "0")}`;
  const secret = secretOf(number, 0);
  const secrets = [{ secret, until: Infinity }];
  const endpoint = { id, organization, host, manner, place, secrets, secretCount: 1, isRemoved: false };
  endpoints.push(endpoint);
  await save(world, endpoint, { url: `https://${host}/told`, events }, { isNew: true, secret });
  world.tally.add("endpoints");
  return endpoint;
}

/** A new secret, beside which the one before signs for a day. */
export async function rotateSecret(world: World, endpoint: Endpoint): Promise<void> {
  if (endpoint.isRemoved) return;
  const number = world.receivers.endpoints.indexOf(endpoint) + 1;
  const secret = secretOf(number, endpoint.secretCount++);
  await save(world, endpoint, {}, { secret });
  const before = endpoint.secrets.slice(0, 1).map((one) => ({ ...one, until: world.time.now() + dayMs }));
  endpoint.secrets = [{ secret, until: Infinity }, ...before];
}

export async function switchEndpoint(world: World, endpoint: Endpoint, on: boolean): Promise<void> {
  await save(world, endpoint, { is_active: on });
}

export async function askFor(world: World, endpoint: Endpoint, events: readonly string[]): Promise<void> {
  await save(world, endpoint, { events });
}

export async function removeEndpoint(world: World, endpoint: Endpoint): Promise<void> {
  await world.syncClock();
  const { id, adminId } = organizationAt(endpoint.organization);
  await world.db.service`select public.remove_webhook(${id}, ${adminId}, ${endpoint.id})`;
  endpoint.isRemoved = true;
}

/** Tells once more what was told or given up of it, at most so many; with 0 a trial. */
export async function replay(world: World, endpoint: Endpoint, most: number): Promise<void> {
  if (endpoint.isRemoved) return;
  await world.syncClock();
  const { sql, service } = world.db;
  const { id, adminId } = organizationAt(endpoint.organization);
  const over = await sql<{ id: string | null }[]>`
    select d.id from public.webhook_deliveries d
    where d.webhook_id = ${endpoint.id} and d.state in ('delivered', 'dead') order by d.position limit ${most}`;
  for (const delivery of most === 0 ? [{ id: null }] : over) {
    const replayId = `00000000-0000-4000-8004-${String(world.receivers.countReplay()).padStart(12, "0")}`;
    await service`select public.replay_delivery(${id}, ${adminId}, ${endpoint.id}, ${delivery.id}, ${replayId})`;
  }
}

/** One run of `deliver`, as the tick or a ring begins it, and as much of it as a history needs. */
export const deliverOnce: Workload = (ports) => deliverEvents({ ...ports, maxDeliveries: 60, atOnce: 50 });

const tickSeconds = 10;

interface DueRow {
  id: string;
  webhook_id: string;
}

/**
 * What pg_cron does every few seconds. Whatever an endpoint that is well may be told then is told within moments, whatever the
 * other endpoints do.
 */
export async function deliverTick(world: World, fate?: Fate): Promise<void> {
  if (world.receivers.endpoints.length === 0) return;
  await world.syncClock();
  const { sql } = world.db;
  const [answer] = await sql<{ work: boolean }[]>`select private.deliveries_has_work(${tickSeconds}) as work`;
  if (!answer?.work) return;
  world.tally.add("deliver runs");
  const well = world.receivers.endpoints.filter(({ manner, place }) =>
    manner === "well" && place === "public"
  );
  const due = await sql<DueRow[]>`
    select d.id, d.webhook_id
    from public.webhooks w
    cross join lateral (
      select k.id, k.webhook_id from public.webhook_deliveries k
      where k.webhook_id = w.id and k.state = 'pending' and k.next_try_at <= private.current_time()
        and k.created_at > private.current_time() - interval '3 days' and not exists (
          select from public.webhook_deliveries e
          where e.webhook_id = k.webhook_id and e.subject_id = k.subject_id and e.position < k.position
            and e.state in ('pending', 'sending'))
      order by k.position limit 10) d
    where w.id = any (${well.map(({ id }) => id)}) and w.is_active and w.failures = 0
      and w.held_until <= private.current_time()`;
  const lostBefore = world.countDatabaseLosses();
  await world.finish([world.start("deliver tick", deliverOnce, fate)]);
  // One that is killed or cannot reach the database is followed by another, at the next tick.
  if (fate !== undefined || due.length === 0 || world.countDatabaseLosses() > lostBefore) return;
  const left = await sql<DueRow[]>`
    select d.id, d.webhook_id from public.webhook_deliveries d
    where d.id = any (${due.map(({ id }) => id)}) and d.state in ('pending', 'sending')`;
  for (const { id, webhook_id } of left) {
    world.report(
      "no endpoint holds up another",
      `${id} of ${webhook_id} waits although its endpoint is well`,
    );
  }
}

/** When something can be told next, in Unix milliseconds; Infinity: nothing waits. */
export async function findNextTelling(world: World): Promise<number> {
  await world.syncClock();
  const { sql } = world.db;
  const [row] = await sql<{ at: Date | null }[]>`select ${nextTelling(sql)} as at`;
  return row?.at?.getTime() ?? Infinity;
}

/** The same as part of a question; null: nothing waits. */
export function nextTelling(sql: Sql) {
  return sql`(
    select min(greatest(d.next_try_at, w.held_until))
    from public.webhooks w join public.webhook_deliveries d on d.webhook_id = w.id and d.state in ('pending', 'sending')
    where w.is_active and not exists (
      select from public.webhook_deliveries e
      where e.webhook_id = d.webhook_id and e.subject_id = d.subject_id and e.position < d.position
        and e.state in ('pending', 'sending')))`;
}

async function save(
  world: World,
  { id, organization, isRemoved }: Endpoint,
  fields: Record<string, string | boolean | readonly string[]>,
  { isNew = false, secret = null }: { isNew?: boolean; secret?: string | null } = {},
): Promise<void> {
  if (isRemoved) return;
  await world.syncClock();
  const { id: orgId, adminId } = organizationAt(organization);
  const { service } = world.db;
  const [row] = await service<{ outcome: string }[]>`
    select public.save_webhook(${orgId}, ${adminId}, ${id}, ${isNew}, ${
    service.json(fields)
  }, ${secret}) ->> 'outcome' as outcome`;
  if (row?.outcome !== "added" && row?.outcome !== "changed") {
    throw new Error(`An endpoint came to this: ${row?.outcome}.`);
  }
}

function secretOf(endpoint: number, count: number): string {
  return `whsec_${
    base64.encode(new TextEncoder().encode(`endpoint ${endpoint} secret ${count}`.padEnd(24, ".")))
  }`;
}
