import { placeColumns } from "../../supabase/functions/_shared/phone/describe-number.ts";
import type { CallScriptInput } from "../simulators/bolna/call-scripts.ts";
import type { FaultName } from "../simulators/bolna/faults.ts";
import { type Conversation, conversations } from "./conversations.ts";
import { patientCount, patientId, phoneAt } from "./patients.ts";
import { organizations } from "./start-chaos-database.ts";
import type { Booked, World } from "./world.ts";

export interface Booking {
  /** 0 or 1. */
  organization: number;
  /** Which of the numbers; the same one may be booked twice, and by both organisations. */
  number: number;
  /** Seconds from now; negative is overdue. */
  dueIn: number;
  /** How Bolna's call to it goes, once. */
  outcome: NonNullable<CallScriptInput["outcome"]>;
  /** What goes wrong with the next request for that number. */
  fault?: FaultName | undefined;
  /** The contact is one of HubSpot's, and not only known here. */
  isPatient?: boolean;
  /** It waits until the check-up of its contact is some days old. */
  waitsForCheckup?: boolean;
  /** What it is for; left out: what the organisation's policy says. */
  purpose?: string | undefined;
  topic?: string | undefined;
  /** The called person's zone, where the booking knows it. */
  timeZone?: string | undefined;
  /** Seconds behind its time after which it is missed. */
  deadlineIn?: number | undefined;
  /** What is said in it, if it is answered. */
  conversation?: Conversation | undefined;
  /** Booked before numbers were read for the operator's list. */
  isUnread?: boolean;
}

/** Books a call as the organisation's admin. Throws when it is refused. */
export async function book(world: World, chosen: Booking): Promise<Booked> {
  const booked = await tryToBook(world, chosen);
  if (booked === undefined) throw new Error("The call was refused.");
  return booked;
}

/** The same; undefined when it is refused, as while the organisation's agent is switched off. */
export async function tryToBook(
  world: World,
  chosen: Booking,
  cipher = world.keys.cipher,
): Promise<Booked | undefined> {
  const { organization, number, dueIn, outcome, fault, isPatient, waitsForCheckup, conversation } = chosen;
  const { purpose, topic, timeZone, deadlineIn, isUnread } = chosen;
  const { id: orgId, agentId, adminId } = organizationAt(organization);
  const phone = phoneAt(number);
  const id = `00000000-0000-4000-8000-${String(world.booked.length + 1).padStart(12, "0")}`;
  const sealed = await cipher.encrypt({ orgId, rowId: id, column: "contact_phone" }, phone);
  await world.syncClock();
  const hash = await cipher.hash(orgId, phone);
  const { service } = world.db;
  const fields = service.json({
    agent_id: agentId,
    contact_id: isPatient ? patientId(organization, number % patientCount) : `c-${number}`,
    contact_name: "Asha Rao",
    contact_phone_enc: sealed,
    contact_phone_hash: hash,
    ...(isUnread ? {} : { global_phone_hash: await cipher.globalHash(phone) }),
    ...placeColumns(phone),
    ...(purpose === undefined ? {} : { purpose }),
    ...(topic === undefined ? {} : { call_topic: topic }),
    ...(timeZone === undefined ? {} : { time_zone: timeZone }),
    ...(deadlineIn === undefined ? {} : { deadline_at: at(world, dueIn + deadlineIn).toISOString() }),
    scheduled_at: at(world, dueIn).toISOString(),
    ...(waitsForCheckup ? { auto_trigger_enabled: true, last_checkup_date: "2027-12-01" } : {}),
  });
  const [row] = await service<{ outcome: string }[]>`
    select public.book_call_schedule(${orgId}, ${adminId}, ${id}, ${fields}) ->> 'outcome' as outcome`;
  if (row?.outcome === "invalid" || row?.outcome === "refused") return undefined;
  if (row?.outcome !== "booked") throw new Error(`A booking came to this: ${row?.outcome}.`);
  scriptCall(world, number, { outcome, conversation });
  if (fault !== undefined) world.bolna.addFault({ fault, to: phone, times: 1 });
  const booked = { id, organization };
  world.booked.push(booked);
  return booked;
}

/** How Bolna's next call to that number goes. */
export function scriptCall(
  world: World,
  number: number,
  { outcome, conversation = "plain" }: Pick<Booking, "outcome" | "conversation">,
): void {
  world.bolna.account.scripts.add({
    ...defaults,
    ...conversations[conversation],
    to: phoneAt(number),
    outcome,
    times: 1,
  });
}

/** All calls, those that were deleted too, in the order of their making. */
export async function listCalls({ db: { sql } }: World): Promise<Booked[]> {
  const rows = await sql<{ id: string; org_id: string }[]>`
    select id, org_id from public.call_schedules order by created_at, id`;
  return rows.map(({ id, org_id }) => ({
    id,
    organization: organizations.findIndex((organization) => organization.id === org_id),
  }));
}

/** Moves a call that is still scheduled to another time. */
export async function reschedule(world: World, booked: Booked, dueIn: number): Promise<void> {
  await world.syncClock();
  await change(world, booked, { scheduled_at: at(world, dueIn).toISOString() });
}

export async function setActive(world: World, booked: Booked, on: boolean): Promise<void> {
  await change(world, booked, { is_active: on });
}

/** What is no longer scheduled stays as it is, and so does what the judge would stop. */
async function change(
  { db: { service } }: World,
  { id, organization }: Booked,
  fields: Record<string, string | boolean>,
): Promise<void> {
  const { id: orgId, adminId } = organizationAt(organization);
  const [row] = await service<{ outcome: string }[]>`
    select public.change_call_schedule(${orgId}, ${id}, ${adminId}, ${
    service.json(fields)
  }) ->> 'outcome' as outcome`;
  if (!["changed", "refused", "not_scheduled", "not_found"].includes(row?.outcome ?? "")) {
    throw new Error(`A change came to this: ${row?.outcome}.`);
  }
}

export async function pauseOrganization(
  world: World,
  organization: number,
  reason: string | null,
): Promise<void> {
  await world.syncClock();
  const admin = asAdmin(world, organization);
  await admin`
    select public.change_organization(${organizationAt(organization).id}, ${
    admin.json({ calling_paused_reason: reason })
  })`;
}

export async function pauseEverything(world: World, reason: string | null): Promise<void> {
  await world.db.sql`select public.pause_all_calling(${reason})`;
}

export async function switchAgent(world: World, organization: number, on: boolean): Promise<void> {
  const { id: orgId, agentId } = organizationAt(organization);
  const admin = asAdmin(world, organization);
  await admin`select public.save_agent(${orgId}, ${admin.json({ is_active: on })}, ${agentId})`;
}

/** The operator gives an organisation another number of lines: they are the deployment's, and not an admin's to take. */
export async function setCap({ db }: World, organization: number, calls: number): Promise<void> {
  await db.sql`
    update public.organizations set max_concurrent_calls = ${calls} where id = ${
    organizationAt(organization).id
  }`;
}

/** The admin settles a flagged call by hand, after asking Bolna: the truth as it is then. */
export async function resolve(world: World, { id, organization }: Booked): Promise<void> {
  const [attempt] = await world.db.sql<{ id: string }[]>`
    select id from public.call_attempts where schedule_id = ${id} and state <> 'ended'`;
  if (attempt === undefined) return;
  const outcome = world.bolna.findByRef(attempt.id).length > 0 ? "placed" : "not_placed";
  await world.syncClock();
  await asAdmin(world, organization)`select public.resolve_call_schedule(${id}, ${outcome})`;
}

/** The organisations of the demo data, by index. Throws a RangeError for any other index. */
export function organizationAt(index: number) {
  const found = organizations[index];
  if (found === undefined) throw new RangeError(`There is no organisation ${index}.`);
  return found;
}

const defaults = { talkSeconds: 20, completedAfterSeconds: 5, rescheduledSeconds: 0 };

/** The line of an organisation's admin, under row-level security. Throws a RangeError for any other index. */
export function asAdmin(world: World, organization: number) {
  const user = world.db.users[organization];
  if (user === undefined) throw new RangeError(`There is no admin ${organization}.`);
  return user;
}

function at(world: World, seconds: number): Date {
  return new Date(world.time.now() + seconds * 1000);
}
