import assert from "node:assert/strict";
import { somePhone, startWorld } from "./world.ts";
import type { Organization } from "./world.ts";
import type { TestStackOptions } from "../support/start-test-stack.ts";

export interface CrmBooking {
  /** Default: a new contact of HubSpot's whose last check-up was ten days ago. */
  contactId?: string;
  phone?: string;
  /** Seconds from now; negative is overdue (-60). */
  dueIn?: number;
  /** Waits for the check-up to be old enough. */
  autoTrigger?: boolean;
}

export type CrmWorld = Awaited<ReturnType<typeof startCrmWorld>>;

/** A world whose organisations are connected to a simulated HubSpot by the environment's token. */
export async function startCrmWorld(options: TestStackOptions = {}) {
  const world = await startWorld(options);
  const { sql, stack } = world;
  const { hubspot } = stack;

  /** An organisation, connected. Calls fail at their first try, so that each leaves one attempt. */
  async function connectOrganization(): Promise<Organization> {
    const org = await world.createOrganization({ maxConcurrentCalls: 100 });
    await sql`update public.organizations set retry_policy = '{"max_attempts": 1}' where id = ${org.orgId}`;
    await sql`insert into public.hubspot_connections (org_id, uses_default_token) values (${org.orgId}, true)`;
    return org;
  }

  /** A contact of HubSpot's whose last check-up was so many days ago; gives its id. */
  function addContact({ phone = somePhone(), checkupDaysAgo = 10, properties = {} }: {
    phone?: string;
    checkupDaysAgo?: number;
    properties?: Record<string, string>;
  } = {}): string {
    return hubspot.setContact({
      properties: {
        firstname: "Asha",
        lastname: "Rao",
        phone,
        last_checkup_date: daysAgo(checkupDaysAgo),
        ...properties,
      },
    });
  }

  /** Books a call by hand for one of HubSpot's contacts. */
  async function bookFor(org: Organization, booking: CrmBooking = {}): Promise<string> {
    const { phone = somePhone(), dueIn, autoTrigger = false } = booking;
    const { contactId = addContact({ phone }) } = booking;
    const id = await world.book(org, { phone, ...(dueIn === undefined ? {} : { dueIn }) });
    await sql`
      update public.call_schedules set contact_id = ${contactId}, auto_trigger_enabled = ${autoTrigger},
        last_checkup_date = ${autoTrigger ? daysAgo(10) : null}
      where id = ${id}`;
    return id;
  }

  /** A call that a rule planned because the last check-up is five days ago or more. */
  async function planFor(org: Organization, booking: CrmBooking = {}): Promise<string> {
    const id = await bookFor(org, booking);
    await sql`
      with rule as (
        insert into public.call_schedule_rules (org_id, agent_id, rule_name, rule_type, checkup_threshold_days)
        values (${org.orgId}, ${org.agentId}, 'Check-ups', 'checkup_threshold', 5) returning id
      )
      update public.call_schedules s
      set rule_id = rule.id, last_checkup_date = ${daysAgo(10)}, occasion = ${daysAgo(10)}
      from rule where s.id = ${id}`;
    return id;
  }

  const requestsTo = (phone: string) => stack.bolna.callRequests().filter(({ to }) => to === phone).length;

  return { ...world, hubspot, connectOrganization, addContact, bookFor, planFor, requestsTo };
}

const startedAt = Date.now();

/** The day so many days before the test began, in UTC, the calendar of its organisations: the same also after midnight. */
export function daysAgo(days: number): string {
  return new Date(startedAt - days * 86_400_000).toISOString().slice(0, 10);
}

export function assertOne<Item>(items: readonly Item[], what: string): Item {
  const [only] = items;
  assert.ok(only !== undefined && items.length === 1, `${items.length} ${what}, not one`);
  return only;
}
