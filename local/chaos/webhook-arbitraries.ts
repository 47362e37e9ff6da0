import fc from "fast-check";
import { Act } from "./act.ts";
import { type Endpoint, manners, places } from "./virtual-receivers.ts";
import * as acts from "./webhook-acts.ts";
import type { World } from "./world.ts";

const which = fc.nat({ max: 5 });
const order = fc.nat({ max: 0xffff });
const events = fc.oneof(fc.constant(acts.everyEvent), fc.subarray(acts.everyEvent, { minLength: 1 }));
const manner = fc.constantFrom("well" as const, "well" as const, ...manners);
const place = fc.constantFrom(...Array.from({ length: 6 }, () => "public" as const), ...places);

/** Every other worker dies or freezes, at any of its touches. */
const fate = fc.oneof(
  fc.constant(undefined),
  fc.record({
    step: fc.nat({ max: 9 }),
    when: fc.constantFrom("before" as const, "after" as const),
    frozenSeconds: fc.constantFrom(undefined, undefined, 5, 65, 900),
  }),
);

const newEndpoint = fc.record({ organization: fc.constantFrom(0, 0, 0, 1), events, manner, place });

/** What a run begins with: some of each organisation's. */
export const firstEndpoints = fc.array(newEndpoint, { minLength: 1, maxLength: 4 });

const atOne = <Chosen extends { which: number }>(
  name: string,
  chosen: fc.Arbitrary<Chosen>,
  perform: (world: World, endpoint: Endpoint, chosen: Chosen) => unknown,
) =>
  chosen.map((values) =>
    new Act(name, { ...values }, "free", async (world) => {
      const { endpoints } = world.receivers;
      const endpoint = endpoints[values.which % Math.max(1, endpoints.length)];
      if (endpoint !== undefined) await perform(world, endpoint, values);
    })
  );

const telling = [
  fc.record({ workers: fc.integer({ min: 1, max: 3 }), order, fate }).map((chosen) =>
    new Act("deliver", chosen, "free", async (world, { workers, order, fate }) => {
      world.conductor.reseed(order);
      world.tally.add("deliver runs", workers);
      await world.finish(Array.from(
        { length: workers },
        (_, index) => world.start(`deliver ${index}`, acts.deliverOnce, index === 0 ? fate : undefined),
      ));
    })
  ),
  fc.constant(new Act("deliver tick", {}, "free", (world) => acts.deliverTick(world))),
];

/** What endpoints add to the acts. */
export const webhookActs = [
  ...telling,
  ...telling,
  ...telling,
  newEndpoint.map((chosen) =>
    new Act("add endpoint", chosen, "free", async (world, chosen) => {
      if (world.receivers.endpoints.length < 8) await acts.addEndpoint(world, chosen);
    })
  ),
  atOne(
    "receiver changes",
    fc.record({ which, manner, place }),
    (_, endpoint, { manner, place }) => Object.assign(endpoint, { manner, place }),
  ),
  atOne(
    "receiver changes",
    fc.record({ which, manner, place }),
    (_, endpoint, { manner, place }) => Object.assign(endpoint, { manner, place }),
  ),
  atOne("rotate secret", fc.record({ which }), acts.rotateSecret),
  atOne(
    "switch endpoint",
    fc.record({ which, on: fc.boolean() }),
    (world, endpoint, { on }) => acts.switchEndpoint(world, endpoint, on),
  ),
  atOne(
    "ask for events",
    fc.record({ which, events }),
    (world, endpoint, { events }) => acts.askFor(world, endpoint, events),
  ),
  atOne("remove endpoint", fc.record({ which }), acts.removeEndpoint),
  atOne(
    "replay",
    fc.record({ which, most: fc.nat({ max: 3 }) }),
    (world, endpoint, { most }) => acts.replay(world, endpoint, most),
  ),
];
