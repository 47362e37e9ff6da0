import { calmDown } from "./calm-down.ts";
import { carryOutKeyChange } from "./key-acts.ts";
import { checkRest } from "./invariants.ts";
import { receiveWebhook } from "./workloads.ts";
import type { World } from "./world.ts";

/**
 * What follows every history: the world goes on as it was left, then with the faults ended and everything switched on for
 * two days (`peaceHours`), and at last all of Bolna's events come once more. Throws the first Violation.
 */
export async function liveOn(world: World, peaceHours = 48): Promise<void> {
  world.note("> nobody does anything for an hour");
  world.conductor.reseed(1);
  await calmDown(world, 1, { isMended: false });
  world.note("> the faults end and everything is switched on");
  await carryOutKeyChange(world);
  await calmDown(world, peaceHours, { isMended: true });
  await checkRest(world);
  world.note("> everything that Bolna ever sent comes once more");
  await redeliverEverything(world);
  await checkRest(world);
  for (const organization of [0, 1]) {
    if (!world.hubspot.isKnown(organization)) continue;
    world.tally.add("engagements", world.hubspot.account(organization).calls().length);
  }
  const [violation] = world.violations;
  if (violation !== undefined) throw violation;
}

/** The last event first. */
async function redeliverEverything(world: World): Promise<void> {
  const events = world.mailbox.sent.toReversed();
  const receivers = events.map(({ body }) =>
    world.start("late webhook", (ports) => receiveWebhook(ports, body))
  );
  await world.finish(receivers);
}
