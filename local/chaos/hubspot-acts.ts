import type { Fault } from "../simulators/hubspot/faults.ts";
import { asAdmin, organizationAt } from "./acts.ts";
import { patientCount, patientId, phoneAt } from "./patients.ts";
import type { World } from "./world.ts";

// What people and time do at HubSpot, and to the way there.

type Chosen<Fields> = Fields & Record<string, unknown>;
type Which = { organization: number; which: number };

/** Connects an organisation to its HubSpot account with the newest token, or gives the connection that token. */
export async function putToken(world: World, organization: number): Promise<void> {
  await world.syncClock();
  const { id, adminId } = organizationAt(organization);
  const { service } = world.db;
  const [row] = await service<{ outcome: string }[]>`
    select public.put_hubspot_connection(${id}, ${adminId}, ${world.hubspot.account(organization).token},
      ${service.json(writtenProperties)}, false) as outcome`;
  if (row?.outcome !== "saved") throw new Error(`A token came to this: ${row?.outcome}.`);
  world.noteConnection(organization, true);
}

const writtenProperties = {
  last_call_date_property: "ai_last_call_at",
  last_call_outcome_property: "ai_last_call_outcome",
  call_summary_property: "call_summary",
};

export async function disconnect(world: World, organization: number): Promise<void> {
  await world.syncClock();
  const { id, adminId } = organizationAt(organization);
  await world.db.service`select public.remove_hubspot_connection(${id}, ${adminId})`;
  world.noteConnection(organization, false);
}

/** Another token takes the place of the one that is good so far; nobody here is told. */
export async function rotateToken(world: World, organization: number): Promise<void> {
  const account = world.hubspot.account(organization);
  account.rotateKey(account.token, { newToken: `pat-chaos-${organization}-${account.keys().length}` });
  await Promise.resolve();
}

export type Edit =
  | "name"
  | "number"
  | "seen today"
  | "seen long ago"
  | "seen another day"
  | "flag"
  | "unflag"
  | "moves west"
  | "moves to London"
  | "lives by Chicago's clock"
  | "comes home";

const edits: Record<Edit, (world: World, which: number) => Record<string, string | null>> = {
  name: () => ({ firstname: "Renamed" }),
  number: (_, which) => ({ mobilephone: phoneAt(1 + (which + 1) % 3) }),
  "seen today": (world) => ({ last_checkup_date: new Date(world.time.now()).toISOString().slice(0, 10) }),
  "seen long ago": () => ({ last_checkup_date: "2027-11-20" }),
  "seen another day": (_, which) => ({ last_checkup_date: `2027-12-0${1 + which}` }),
  flag: () => ({ do_not_call: "true" }),
  unflag: () => ({ do_not_call: "false" }),
  "moves west": () => ({ country: "United States", state: "California" }),
  "moves to London": () => ({ country: "United Kingdom", state: null }),
  "lives by Chicago's clock": () => ({ hs_timezone: "america_slash_chicago" }),
  "comes home": () => ({ country: null, state: null, hs_timezone: null }),
};

/** Somebody changes a contact, where it is still there. */
export async function editContact(
  world: World,
  { organization, which, edit }: Chosen<Which & { edit: Edit }>,
): Promise<void> {
  const id = findPatient(world, organization, which);
  if (id !== undefined) world.hubspot.account(organization).editContact(id, edits[edit](world, which));
  await Promise.resolve();
}

export async function deleteContact(world: World, { organization, which }: Chosen<Which>): Promise<void> {
  const id = findPatient(world, organization, which);
  if (id !== undefined) world.hubspot.account(organization).archiveContact(id);
  await Promise.resolve();
}

/** The one is gone, and what was its is the other's. */
export async function mergeContacts(
  world: World,
  { organization, which, into }: Chosen<Which & { into: number }>,
): Promise<void> {
  const [from, to] = [findPatient(world, organization, which), findPatient(world, organization, into)];
  if (from !== undefined && to !== undefined && from !== to) {
    world.hubspot.account(organization).mergeContacts(from, to);
  }
  await Promise.resolve();
}

/** Faults of HubSpot's (reference 12). */
export async function addHubspotFault(
  world: World,
  { organization, ...fault }: Chosen<Fault & { organization: number }>,
): Promise<void> {
  world.hubspot.addFault(organization, fault);
  await Promise.resolve();
}

export async function refuseHubspotConnections(
  world: World,
  { times }: Chosen<{ times: number }>,
): Promise<void> {
  world.hubspot.refuseConnections(times);
  await Promise.resolve();
}

/** HubSpot is gone, or there again. */
export async function hubspotDown(world: World, { on }: Chosen<{ on: boolean }>): Promise<void> {
  world.hubspot.goDown(on);
  await Promise.resolve();
}

export async function limitHubspot(
  world: World,
  { organization, ...limits }: Chosen<
    { organization: number; requestsPerTenSeconds: number; requestsPerDay: number; searchesPerSecond: number }
  >,
): Promise<void> {
  world.hubspot.account(organization).changeSettings(limits);
  await Promise.resolve();
}

/** The admin asks for a reading. */
export async function requestSync(world: World, organization: number): Promise<void> {
  await world.syncClock();
  const { id, adminId } = organizationAt(organization);
  await world.db.service`select public.request_contact_sync(${id}, ${adminId})`;
}

export async function setHours(
  world: World,
  { organization, from, to }: Chosen<{ organization: number; from: string; to: string }>,
): Promise<void> {
  await world.syncClock();
  const admin = asAdmin(world, organization);
  const hours = { calling_hours_from: from, calling_hours_to: to };
  await admin`select public.change_organization(${organizationAt(organization).id}, ${admin.json(hours)})`;
}

/** The operator allows so many calls a day; null: as many as the organisation wants. */
export async function setQuota(world: World, organization: number, calls: number | null): Promise<void> {
  await world.db.sql`
    update public.organizations set max_dials_per_day = ${calls} where id = ${
    organizationAt(organization).id
  }`;
}

/** Undefined where it is gone; where it was merged, that which took it over is another one's. */
function findPatient(world: World, organization: number, which: number): string | undefined {
  const contact = world.hubspot.account(organization).contact(patientId(organization, which % patientCount));
  return contact?.archived === false ? contact.id : undefined;
}
