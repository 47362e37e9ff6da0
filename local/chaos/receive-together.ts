import fc from "fast-check";
import { Act } from "./act.ts";
import type { MailedEvent } from "./mailbox.ts";
import type { Fate } from "./worker.ts";
import type { Workload } from "./worker-ports.ts";
import { receiveWebhook } from "./workloads.ts";
import type { World } from "./world.ts";

/** One process that takes in many of Bolna's events at once, so that they share its transactions. */
export function receiveTogether(events: MailedEvent[], giveBack: (event: MailedEvent) => void): Workload {
  return async (ports) => {
    const received = await Promise.allSettled(events.map(({ body }) => receiveWebhook(ports, body)));
    const failed = received.flatMap((result, index) => {
      const event = events[index];
      if (result.status === "fulfilled" || event === undefined) return [];
      giveBack(event);
      return [result.reason];
    });
    if (failed.length > 0) throw failed[0];
  };
}

const order = fc.nat({ max: 0xffff });
const fate = fc.oneof(
  fc.constant(undefined),
  fc.record({
    step: fc.nat({ max: 12 }),
    when: fc.constantFrom("before", "after"),
    // Longer than a batch is waited for, so that what it writes comes after its members were written alone.
    frozenSeconds: fc.constantFrom(undefined, 5, 60),
  }),
);

/** Held events are handed over at once, in any order and some of them twice, to a receiver that may die over it. */
export const receivingTogether = fc.record({ repeats: fc.nat({ max: 3 }), order, fate }).map((chosen) =>
  new Act("hand webhooks together", chosen, "free", handTogether)
);

async function handTogether(
  world: World,
  { repeats, order, fate }: { repeats: number; order: number; fate: Fate | undefined },
): Promise<void> {
  const events = world.mailbox.take();
  const handed = [...events, ...events.slice(0, repeats)];
  world.conductor.reseed(order);
  await world.finish([
    world.start("webhooks together", receiveTogether(handed, world.mailbox.giveBack), fate),
  ]);
}
