import fc from "fast-check";
import { OUTCOMES } from "../simulators/bolna/call-scripts.ts";
import { FAULT_NAMES, type FaultName } from "../simulators/bolna/faults.ts";
import { Act } from "./act.ts";
import * as acts from "./acts.ts";
import * as disorder from "./disorder.ts";
import { campaignActs } from "./campaign-arbitraries.ts";
import { tick } from "./calm-down.ts";
import { hubspotActs } from "./hubspot-arbitraries.ts";
import * as policy from "./policy-arbitraries.ts";
import { receivingTogether } from "./receive-together.ts";
import * as work from "./workloads.ts";
import type { Booked, World } from "./world.ts";

const CALL_FAULTS: readonly FaultName[] = [
  "accept-then-drop",
  "accept-then-502",
  "accept-then-504",
  "accept-then-hang",
  "broken-json",
  "no-execution-id",
  "drop-before-accept",
  "refuse-with-500",
  "rate-limited",
  "from-number-outage",
];

const organization = fc.constantFrom(0, 1);
const dueIn = fc.constantFrom(-30, 0, 0, 0, 5, 40, 600, 7200);
const which = fc.nat({ max: 11 });
export const order = fc.nat({ max: 0xffff });

/** Every other worker lives. */
export const fate = fc.oneof(
  fc.constant(undefined),
  fc.record({
    step: fc.nat({ max: 14 }),
    when: fc.constantFrom("before", "after"),
    frozenSeconds: fc.constantFrom(undefined, undefined, 5, 60, 900),
  }),
);

/** Every other call meets a fault at its request to Bolna. */
export const booking = fc.record({
  organization,
  number: policy.anyNumber,
  dueIn,
  outcome: fc.constantFrom("answered" as const, ...OUTCOMES),
  fault: fc.oneof(fc.constant(undefined), fc.constantFrom(...CALL_FAULTS)),
  isPatient: fc.boolean(),
  waitsForCheckup: fc.constantFrom(false, false, true),
  purpose: policy.anyPurpose,
  topic: policy.anyTopic,
  timeZone: policy.anyZone,
  deadlineIn: policy.anyDeadline,
  conversation: policy.anyConversation,
  isUnread: fc.constantFrom(false, false, false, false, false, true),
});

const bookings = booking.map((chosen) => new Act("book", chosen, "books", acts.tryToBook));

/** What is booked before a run begins. */
export const firstBookings = fc.array(booking, { minLength: 1, maxLength: 5 });

const passing = fc.record({
  seconds: fc.oneof(
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 13, max: 120 }),
    fc.integer({ min: 121, max: 1500 }),
    fc.integer({ min: 1501, max: 20_000 }),
  ),
}).map((chosen) => new Act("pass", chosen, "free", (world, { seconds }) => world.pass(seconds)));

const sweeping = [
  fc.constant(new Act("tick", {}, "free", tick)),
  fc.record({ workers: fc.integer({ min: 1, max: 4 }), order, fate }).map((chosen) =>
    new Act("sweep", chosen, "free", async (world, { workers, order, fate }) => {
      world.conductor.reseed(order);
      world.tally.add("sweeps", workers);
      const started = Array.from(
        { length: workers },
        (_, index) => world.start(`sweep ${index}`, work.sweepOnce, index === 0 ? fate : undefined),
      );
      await world.finish(started);
    })
  ),
  fc.record({ order, fate }).map((chosen) =>
    new Act("sweep and stay on", chosen, "free", async (world, { order, fate }) => {
      world.conductor.reseed(order);
      world.tally.add("sweeps");
      await world.finish([world.start("lingering sweep", work.sweepOn, fate)], 2);
    })
  ),
];

const users = [
  fc.record({ which, reason: fc.constantFrom(undefined, undefined, "They asked for it."), order, fate }).map((
    chosen,
  ) =>
    new Act("execute", chosen, "needs a booking", async (world, { which, reason, order, fate }) => {
      const { id, organization } = await pick(world, which);
      world.conductor.reseed(order);
      const { adminId } = acts.organizationAt(organization);
      if (reason !== undefined) world.overridden.add(id);
      await world.finish([world.start("execute", work.execute(id, adminId, reason), fate)]);
    })
  ),
  fc.record({ organization, order, fate }).map((chosen) =>
    new Act("trigger overdue", chosen, "free", (world, { organization, order, fate }) => {
      const { id, adminId } = acts.organizationAt(organization);
      world.conductor.reseed(order);
      return world.finish([world.start("trigger overdue", work.triggerOverdue(id, adminId), fate)]);
    })
  ),
  fc.record({ which, thenDelete: fc.boolean(), order, fate }).map((chosen) =>
    new Act("cancel", chosen, "needs a booking", async (world, { which, thenDelete, order, fate }) => {
      const { id, organization } = await pick(world, which);
      world.conductor.reseed(order);
      const { adminId } = acts.organizationAt(organization);
      await world.finish([world.start("cancel", work.cancel(id, organization, adminId, thenDelete), fate)]);
    })
  ),
  fc.record({ which, dueIn }).map((chosen) =>
    new Act(
      "reschedule",
      chosen,
      "needs a booking",
      async (world, { which, dueIn }) => await acts.reschedule(world, await pick(world, which), dueIn),
    )
  ),
  fc.record({ which, on: fc.constantFrom(true, false) }).map((chosen) =>
    new Act(
      "set active",
      chosen,
      "needs a booking",
      async (world, { which, on }) => await acts.setActive(world, await pick(world, which), on),
    )
  ),
  fc.record({ which }).map((chosen) =>
    new Act(
      "resolve",
      chosen,
      "needs a booking",
      async (world, { which }) => await acts.resolve(world, await pick(world, which)),
    )
  ),
];

const reason = fc.constantFrom("somebody paused it", null, null);

const switches = [
  fc.record({ organization, reason }).map((chosen) =>
    new Act(
      "pause organisation",
      chosen,
      "free",
      (world, { organization, reason }) => acts.pauseOrganization(world, organization, reason),
    )
  ),
  fc.record({ reason }).map((chosen) =>
    new Act("pause everything", chosen, "free", (world, { reason }) => acts.pauseEverything(world, reason))
  ),
  fc.record({ organization, on: fc.constantFrom(true, true, false) }).map((chosen) =>
    new Act(
      "switch agent",
      chosen,
      "free",
      (world, { organization, on }) => acts.switchAgent(world, organization, on),
    )
  ),
  fc.record({ organization, calls: fc.integer({ min: 1, max: 4 }) }).map((chosen) =>
    new Act(
      "set cap",
      chosen,
      "free",
      (world, { organization, calls }) => acts.setCap(world, organization, calls),
    )
  ),
];

const trouble = [
  fc.record({
    fault: fc.constantFrom(...FAULT_NAMES),
    times: fc.integer({ min: 1, max: 3 }),
    seconds: fc.constantFrom(2, 5, 60),
  }).map((chosen) => new Act("fault", chosen, "free", disorder.addFault)),
  fc.record({ times: fc.integer({ min: 1, max: 3 }) }).map((chosen) =>
    new Act("Bolna unreachable", chosen, "free", disorder.refuseConnections)
  ),
  fc.record({
    when: fc.constantFrom("before" as const, "after" as const),
    times: fc.constantFrom(1, 1, 2, 7),
  }).map((chosen) => new Act("database lost", chosen, "free", disorder.loseDatabase)),
  fc.record({
    concurrencyMax: fc.constantFrom(0, 1, 2, 10, 10),
    walletCents: fc.constantFrom(1000, 1000, 0),
    listRows: fc.constantFrom("full", "trimmed", "bare"),
    stoppedStatus: fc.constantFrom("stopped", "canceled"),
    timestamps: fc.constantFrom("naive", "offset"),
    beforeAnswer: fc.boolean(),
  }).map((chosen) => new Act("Bolna changes", chosen, "free", disorder.changeBolna)),
];

const post = [
  fc.record({ on: fc.boolean() }).map((chosen) =>
    new Act("hold webhooks", chosen, "free", disorder.holdWebhooks)
  ),
  fc.record({
    choice: fc.constantFrom("first", "last", "all", "reversed"),
    times: fc.constantFrom(0, 1, 1, 2),
    order,
  }).map((chosen) => new Act("hand webhooks", chosen, "free", disorder.handWebhooks)),
  fc.record({ what: fc.constantFrom("terminal", "stranger", "unknown status", "old"), which, order }).map((
    chosen,
  ) => new Act("forge webhook", chosen, "free", disorder.forgeWebhook)),
];

/** Any act; booking, sweeping and the passing of time come most often. */
export const anyAct = [
  bookings,
  bookings,
  bookings,
  passing,
  passing,
  passing,
  passing,
  passing,
  ...sweeping,
  ...sweeping,
  ...sweeping,
  ...sweeping,
  ...users,
  ...switches,
  ...trouble,
  ...post,
  ...hubspotActs,
  ...policy.policyActs,
  ...campaignActs,
  receivingTogether,
];

/** One of all calls, those that rules planned too. */
async function pick(world: World, which: number): Promise<Booked> {
  const calls = await acts.listCalls(world);
  const found = calls[which % calls.length];
  if (found === undefined) throw new RangeError("Nothing is booked.");
  return found;
}
