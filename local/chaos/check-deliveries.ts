import { z } from "zod";
import { organizations } from "./start-chaos-database.ts";
import type { Endpoint, Heard } from "./virtual-receivers.ts";
import type { World } from "./world.ts";

interface DeliveryRow {
  id: string;
  webhook_id: string;
  event_id: string;
  type: string;
  subject_id: string;
  data: Record<string, unknown>;
  state: string;
  reason_code: string | null;
  replay_of: string | null;
  is_active: boolean;
  age_minutes: number;
}

const message = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) });

/** What was just entered may not have been told yet. */
const freshMinutes = 10;

/** What each endpoint was to hear, by what was committed; what it has heard of it, and nothing else; and in the order of each subject. */
export async function checkDeliveries(world: World): Promise<void> {
  const { endpoints, heard } = world.receivers;
  if (endpoints.length === 0) return;
  await world.syncClock();
  const rows = await world.db.sql<DeliveryRow[]>`
    select d.id, d.webhook_id, d.event_id, d.type, d.subject_id, d.data, d.state, d.reason_code, d.replay_of, w.is_active,
      extract(epoch from private.current_time() - d.created_at)::float8 / 60 as age_minutes
    from public.webhook_deliveries d join public.webhooks w on w.id = d.webhook_id order by d.position`;
  const committed = await replayTrail(world);
  for (const endpoint of endpoints) {
    const own = rows.filter(({ webhook_id }) => webhook_id === endpoint.id);
    const ears = heard.filter(({ endpointId }) => endpointId === endpoint.id);
    const events = committed.get(endpoint.id) ?? [];
    if (endpoint.isRemoved) judgeRemoved(world, endpoint, ears, events);
    else {
      compare(world, endpoint, own, events);
      judgeHeard(world, endpoint, own, ears);
      judgeRows(world, endpoint, own, ears);
    }
  }
}

/** An event as the trail tells it: its kind, what it is about, and what that became. */
type Told = { subject: string; text: string };

function tell(type: string, subject: string, became: unknown): Told {
  // Its own id is made with the alert: the endpoint that it tells of is what the trail knows.
  return { subject, text: `${type} ${subject} ${became}` };
}

function tellRow(
  { type, subject_id, data }: Pick<DeliveryRow, "type" | "data"> & { subject_id: string },
): Told {
  switch (type) {
    case "call.attention":
      return tell(type, subject_id, data.attention_code);
    case "campaign.state_changed":
      return tell(type, subject_id, data.state);
    case "alert.raised":
      return tell(type, String(data.webhook_id), data.off_code);
    default:
      return tell(type, subject_id, "");
  }
}

/** What was entered for it is what was committed while it was there and asked for it, of each subject in its order. */
function compare(world: World, { host }: Endpoint, rows: DeliveryRow[], committed: Told[]): void {
  const entered = rows.filter(({ replay_of, type }) => replay_of === null && type !== "webhook.test").map(
    tellRow,
  );
  const bySubject = (events: Told[]) => Map.groupBy(events, ({ subject }) => subject);
  const [have, want] = [bySubject(entered), bySubject(committed)];
  for (const subject of new Set([...have.keys(), ...want.keys()])) {
    const texts = [have, want].map((events) =>
      (events.get(subject) ?? []).map(({ text }) => text).join(", ")
    );
    if (texts[0] === texts[1]) continue;
    world.report("an endpoint is told what was committed", `${host} has [${texts[0]}], not [${texts[1]}]`);
  }
}

/** No message is another one's, or says something else. */
function judgeHeard(world: World, { host }: Endpoint, rows: DeliveryRow[], ears: Heard[]): void {
  const events = new Map(rows.filter(({ replay_of }) => replay_of === null).map((row) => [idOf(row), row]));
  for (const { messageId, body } of ears) {
    const row = events.get(messageId);
    const { type, data } = message.parse(JSON.parse(body));
    const isSame = row?.type === type && JSON.stringify(sorted(row.data)) === JSON.stringify(sorted(data));
    if (!isSame) world.report("what is heard is what was entered", `${messageId} at ${host}: ${body}`);
  }
}

function judgeRemoved(world: World, { host }: Endpoint, ears: Heard[], committed: Told[]): void {
  const texts = new Set(committed.map(({ text }) => text));
  for (const { body, messageId } of ears) {
    const { type, data } = message.parse(JSON.parse(body));
    // An opt-out names the call in which it was said, too.
    const subject = String(data.suppression_id ?? data.schedule_id ?? data.campaign_id ?? "");
    if (type === "webhook.test" || texts.has(tellRow({ type, data, subject_id: subject }).text)) continue;
    world.report("what is heard is what was entered", `${messageId} at ${host}: ${body}`);
  }
}

function judgeRows(world: World, { host }: Endpoint, rows: DeliveryRow[], ears: Heard[]): void {
  const firstHeard = new Map<string, number>();
  const firstTaken = new Map<string, number>();
  for (const [place, { messageId, isTaken }] of ears.entries()) {
    if (!firstHeard.has(messageId)) firstHeard.set(messageId, place);
    if (isTaken && !firstTaken.has(messageId)) firstTaken.set(messageId, place);
  }
  for (const row of rows) {
    const isTaken = firstTaken.has(idOf(row));
    if (row.state === "delivered" && !isTaken) {
      world.report("told is what the endpoint said it has", `${row.id} at ${host}`);
    }
    const isDue = row.is_active && row.age_minutes > freshMinutes;
    if (isDue && (row.state === "pending" || row.state === "sending")) {
      world.report("each event reaches each endpoint that is well", `${JSON.stringify(row)} at ${host}`);
    }
    if (row.reason_code === "given_up" && row.age_minutes < 3 * 24 * 60) {
      world.report("each event reaches each endpoint that is well", `${row.id} was given up early`);
    }
  }
  const originals = Map.groupBy(
    rows.filter(({ replay_of }) => replay_of === null),
    ({ subject_id }) => subject_id,
  );
  for (const events of originals.values()) {
    for (const [index, later] of events.entries()) {
      const heardAt = firstHeard.get(idOf(later));
      const [early] = events.slice(0, index).filter((earlier) =>
        earlier.state !== "dead" && heardAt !== undefined &&
        (firstTaken.get(idOf(earlier)) ?? Infinity) > heardAt
      );
      if (early) {
        world.report("of one subject in its order", `${later.id} came before ${early.id} at ${host}`);
      }
    }
  }
}

interface TrailRow {
  org_id: string;
  table_name: string;
  row_id: string;
  action: string;
  changes: Record<string, unknown>;
}

/** What each endpoint was to be told, by the audit trail alone: by id of the endpoint. */
async function replayTrail({ db }: World): Promise<Map<string, Told[]>> {
  const trail = await db.sql<TrailRow[]>`
    select org_id, table_name, row_id, action, changes from public.audit_log
    where org_id = any (${organizations.map(({ id }) => id)})
      and (table_name in ('webhooks', 'campaigns') or table_name = 'suppressions' and action = 'insert'
        or table_name = 'call_schedules' and action = 'update' and changes ?| array['call_status', 'attention_code'])
    order by id`;
  const listening = new Map<string, { orgId: string; isActive: boolean; events: string[] }>();
  const told = new Map<string, Told[]>();
  const raised = new Set<string>();
  for (const row of trail) {
    for (const { type, ...event } of read(row)) {
      if (type === "alert.raised" && raised.size === raised.add(event.subject).size) continue;
      for (const [id, { orgId, isActive, events }] of listening) {
        if (orgId === row.org_id && isActive && events.includes(type) && id !== event.subject) {
          told.set(id, [...told.get(id) ?? [], event]);
        }
      }
    }
    if (row.table_name === "webhooks") follow(row);
  }
  return told;

  function follow({ org_id, row_id, changes }: TrailRow): void {
    const known = listening.get(row_id) ?? { orgId: org_id, isActive: true, events: [] };
    listening.set(row_id, {
      orgId: org_id,
      isActive: after(changes.is_active, z.boolean()) ?? known.isActive,
      events: after(changes.events, z.array(z.string())) ?? known.events,
    });
  }
}

const ends = ["completed", "failed", "cancelled"];
const ownWords = ["transcript", "extracted_data", "agent_tool", "silent_refusal"];

/** The events that a change is. */
function read({ table_name, row_id, action, changes }: TrailRow): (Told & { type: string })[] {
  const event = (
    type: string,
    subject = row_id,
    became: unknown = "",
  ) => [{ type, ...tell(type, subject, became) }];
  const text = (column: string) => after(changes[column], z.string());
  switch (table_name) {
    case "call_schedules": {
      const status = text("call_status");
      if (status !== undefined) return ends.includes(status) ? event(`call.${status}`) : [];
      const code = text("attention_code");
      return code === undefined ? [] : event("call.attention", row_id, code);
    }
    case "campaigns":
      return action === "update" && text("state") !== undefined
        ? event("campaign.state_changed", row_id, text("state"))
        : [];
    case "suppressions":
      return ownWords.includes(text("source") ?? "") ? event("number.opted_out") : [];
    default: {
      const code = text("off_code");
      return code === undefined || code === "by_hand" ? [] : event("alert.raised", row_id, code);
    }
  }
}

/** The value that a change leaves: of an insert the first one, of an update the second of two; undefined where there is none. */
function after<Value>(change: unknown, schema: z.ZodType<Value>): Value | undefined {
  const plain = schema.safeParse(change);
  if (plain.success) return plain.data;
  const changed = z.tuple([z.unknown(), schema]).safeParse(change);
  return changed.success ? changed.data[1] : undefined;
}

function idOf({ event_id }: DeliveryRow): string {
  return `msg_${event_id.replaceAll("-", "")}`;
}

function sorted(data: Record<string, unknown>): [string, unknown][] {
  return Object.entries(data).sort(([a], [b]) => a.localeCompare(b));
}
