import type { Fault } from "../simulators/bolna/faults.ts";
import type { SettingsInput } from "../simulators/bolna/settings.ts";
import type { MailedEvent } from "./mailbox.ts";
import { receiveWebhook } from "./workloads.ts";
import type { World } from "./world.ts";

// What goes wrong outside of the service.

type Chosen<Fields> = Fields & Record<string, unknown>;

/** The modes of reference 10.6. */
export async function addFault(world: World, { fault, times, seconds }: Chosen<Fault>): Promise<void> {
  // Without a number of seconds it hangs for ever, as the reference asks.
  const isHang = fault === "accept-then-hang";
  world.bolna.addFault({ fault, times, ...(isHang ? {} : { seconds }) });
  await Promise.resolve();
}

export async function refuseConnections(world: World, { times }: Chosen<{ times: number }>): Promise<void> {
  world.bolna.refuseConnections(times);
  await Promise.resolve();
}

export async function loseDatabase(
  world: World,
  { when, times }: Chosen<{ when: "before" | "after"; times: number }>,
): Promise<void> {
  world.loseDatabase(when, times);
  await Promise.resolve();
}

export async function changeBolna(
  world: World,
  { beforeAnswer, ...settings }: Chosen<Omit<SettingsInput, "webhooks"> & { beforeAnswer: boolean }>,
): Promise<void> {
  world.bolna.account.changeSettings(settings);
  world.deliverBeforeAnswer(beforeAnswer);
  await Promise.resolve();
}

export async function holdWebhooks(world: World, { on }: Chosen<{ on: boolean }>): Promise<void> {
  world.mailbox.hold(on);
  await Promise.resolve();
}

type Choice = "first" | "last" | "all" | "reversed";

const choose: Record<Choice, (events: MailedEvent[]) => MailedEvent[]> = {
  first: (events) => events.slice(0, 1),
  last: (events) => events.slice(-1),
  all: (events) => events,
  reversed: (events) => events.toReversed(),
};

/** In order or not, twice, or never (`times` 0). */
export async function handWebhooks(
  world: World,
  { choice, times, order }: Chosen<{ choice: Choice; times: number; order: number }>,
): Promise<void> {
  world.conductor.reseed(order);
  world.mailbox.hand(choose[choice], times);
  await world.conductor.playOut();
}

type Forgery = "terminal" | "stranger" | "unknown status" | "old";

/** An event that Bolna did not send at this moment, by somebody who knows the secret. */
export async function forgeWebhook(
  world: World,
  { what, which, order }: Chosen<{ what: Forgery; which: number; order: number }>,
): Promise<void> {
  const { sent } = world.mailbox;
  const model = sent[which % Math.max(1, sent.length)];
  const body = what === "stranger" ? stranger : model && forge(model.body, what);
  if (body === undefined) return;
  if (what === "terminal") world.forged.add(String(body.id));
  world.conductor.reseed(order);
  await world.finish([world.start("forged webhook", (ports) => receiveWebhook(ports, body))]);
}

function forge(body: Record<string, unknown>, what: Forgery): Record<string, unknown> {
  if (what === "terminal") return { ...body, status: "completed" };
  return what === "old" ? body : { ...body, status: "transmogrifying" };
}

const stranger = {
  id: "5d000000-0000-4000-8000-000000000001",
  status: "completed",
  context_details: { recipient_data: { call_ref: "5e000000-0000-4000-8000-000000000001" } },
};
