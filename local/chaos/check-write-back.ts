import { organizations } from "./start-chaos-database.ts";
import type { World } from "./world.ts";

/** At most one engagement for an attempt, at every moment, and none that nobody here knows of. */
export async function checkEngagements(world: World): Promise<void> {
  for (const [organization, { id: orgId }] of organizations.entries()) {
    const calls = world.hubspot.isKnown(organization) ? world.hubspot.account(organization).calls() : [];
    if (calls.length === 0) continue;
    const rows = await world.db.sql<
      { id: string }[]
    >`select id from public.crm_outbox where org_id = ${orgId}`;
    const known = new Set(rows.map(({ id }) => id));
    for (
      const [entry = "", found] of Map.groupBy(calls, ({ properties }) => properties.hs_call_external_id)
    ) {
      if (found.length > 1) {
        world.report("one engagement for an attempt", `${found.length} of ${entry}`);
      }
      if (!known.has(entry)) {
        world.report("one engagement for an attempt", `HubSpot has ${entry} of nobody's`);
      }
    }
  }
}

interface SettledRow {
  id: string;
  org_id: string;
  /** By the database's clock: Bolna's word for the end of a call may be hours older. */
  settled_at: Date;
  rang: boolean;
  contact_id: string;
  entry: string | null;
  entry_state: string | null;
  reason_code: string | null;
  age_minutes: number;
}

const longestMinutes = 120;

/** After the peace every call that rang somebody while HubSpot was connected is there, once. */
export async function checkWriteBack(world: World): Promise<void> {
  const rows = await world.db.sql<SettledRow[]>`
    select t.id, t.org_id, settled.at as settled_at, s.contact_id, e.id as entry, e.state as entry_state, e.reason_code,
      t.outcome in ('completed', 'no_answer', 'busy', 'failed', 'error', 'lost')
        or t.outcome = 'stopped' and (t.answered or t.conversation_seconds > 0)
        or t.outcome = 'settled_by_hand' and t.reason_code = 'placed_by_hand' as rang,
      extract(epoch from private.current_time() - settled.at)::float8 / 60 as age_minutes
    from public.call_attempts t
    join public.call_schedules s on s.id = t.schedule_id
    left join public.crm_outbox e on e.attempt_id = t.id
    cross join lateral (
      select max(l.occurred_at) as at from public.audit_log l
      where l.table_name = 'call_attempts' and l.row_id = t.id::text and l.changes -> 'state' ->> 1 = 'ended'
    ) settled
    where t.state = 'ended' and s.contact_id ~ '^[1-9][0-9]{0,17}$'`;
  for (const row of rows) judgeSettled(world, row);
}

function judgeSettled(world: World, row: SettledRow): void {
  const organization = organizations.findIndex(({ id }) => id === row.org_id);
  const account = world.hubspot.account(organization);
  const detail = JSON.stringify(row);
  if (row.entry === null) {
    if (row.rang && isConnectedAt(world, organization, row.settled_at.getTime()) === true) {
      world.report("every call is written back", `there is no entry for ${detail}`);
    }
    return;
  }
  const engagements = account.calls().filter(({ properties }) =>
    properties.hs_call_external_id === row.entry
  );
  switch (row.entry_state) {
    case "sent":
      if (engagements.length !== 1) {
        world.report("every call is written back", `${engagements.length} engagements for ${detail}`);
      }
      return;
    case "dead":
      // Only because the contact is gone.
      if (livesOn(world, organization, row.contact_id)) {
        world.report("every call is written back", `given up: ${detail}`);
      }
      return;
    default:
      if (
        row.age_minutes > longestMinutes && isConnectedAt(world, organization, world.time.now()) !== false
      ) {
        world.report("every call is written back", `still waiting: ${detail}`);
      }
  }
}

/** Undefined: it was connected or disconnected at that very moment. */
function isConnectedAt({ connections }: World, organization: number, at: number): boolean | undefined {
  const changes = connections.filter((change) => change.organization === organization);
  // The clock has parts of a millisecond, and a Date has none.
  if (changes.some((change) => Math.floor(change.at) === Math.floor(at))) return undefined;
  return changes.findLast((change) => change.at < at)?.isConnected ?? false;
}

/** Is the contact, or the one that it was merged into, still there. */
function livesOn(world: World, organization: number, id: string): boolean {
  const account = world.hubspot.account(organization);
  let contact = account.contact(id);
  while (contact?.mergedInto) contact = account.contact(contact.mergedInto);
  return contact?.archived === false;
}
