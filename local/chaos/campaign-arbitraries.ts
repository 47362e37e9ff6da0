import fc from "fast-check";
import { OUTCOMES } from "../simulators/bolna/call-scripts.ts";
import { Act } from "./act.ts";
import * as acts from "./campaign-acts.ts";
import type { Campaign } from "./campaign.ts";
import { sweepOnce } from "./workloads.ts";
import type { World } from "./world.ts";

const which = fc.nat({ max: 3 });
const order = fc.nat({ max: 0xffff });
const numbers = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 });
const step = fc.constantFrom("start" as const, "pause" as const, "resume" as const, "cancel" as const);

/** Every third worker dies, at any of its requests. */
const fate = fc.oneof(
  { weight: 2, arbitrary: fc.constant(undefined) },
  {
    weight: 1,
    arbitrary: fc.record({
      step: fc.nat({ max: 9 }),
      when: fc.constantFrom("before" as const, "after" as const),
    }),
  },
);

const settings = {
  pace: fc.constantFrom(undefined, undefined, 1, 6),
  most: fc.constantFrom(undefined, undefined, 1, 2),
  endsIn: fc.constantFrom(undefined, undefined, 600, 40_000),
  priority: fc.constantFrom(undefined, 1, 9),
};

const newCampaign = fc.record({
  organization: fc.constantFrom(0, 0, 0, 1),
  numbers,
  outcome: fc.constantFrom("answered" as const, ...OUTCOMES),
  isStarted: fc.constantFrom(true, true, true, false),
  bestTime: fc.boolean(),
  purpose: fc.constantFrom(undefined, "service", "marketing"),
  ...settings,
  fate,
});

/** What two runs of three begin with. */
export const firstCampaigns = fc.oneof(
  { weight: 1, arbitrary: fc.constant([]) },
  {
    weight: 2,
    arbitrary: fc.tuple(newCampaign.map((chosen) => ({ ...chosen, isStarted: true, fate: undefined }))),
  },
);

const making = fc.record({ chosen: newCampaign, order }).map((chosen) =>
  new Act("campaign", chosen, "free", async (world, { chosen, order }) => {
    world.conductor.reseed(order);
    await acts.makeCampaign(world, chosen);
  })
);

export const campaignActs = [
  making,
  fc.record({ which, steps: fc.array(step, { minLength: 1, maxLength: 3 }), fate, order }).map((chosen) =>
    new Act("campaign steps", chosen, "free", async (world, { which, steps, fate, order }) => {
      world.conductor.reseed(order);
      const campaign = pick(world, which);
      if (campaign !== undefined) await acts.stepCampaign(world, campaign, steps, fate);
    })
  ),
  fc.record({ which, numbers, fate, order }).map((chosen) =>
    new Act("pause for another audience", chosen, "free", async (world, { which, numbers, fate, order }) => {
      world.conductor.reseed(order);
      const campaign = pick(world, which);
      if (campaign === undefined) return;
      await acts.stepCampaign(world, campaign, ["pause"]);
      await acts.replaceAudience(world, campaign, numbers, fate);
      await acts.stepCampaign(world, campaign, ["resume"]);
    })
  ),
  fc.record({ which, ...settings }).map((chosen) =>
    new Act("change campaign", chosen, "free", async (world, { which, ...settings }) => {
      const campaign = pick(world, which);
      if (campaign !== undefined) await acts.changeSettings(world, campaign, settings);
    })
  ),
  // Steps, an audience and claims that feed, all at once.
  fc.record({ which, step, workers: fc.integer({ min: 1, max: 3 }), order }).map((chosen) =>
    new Act("step between sweeps", chosen, "free", async (world, { which, step, workers, order }) => {
      world.conductor.reseed(order);
      const campaign = pick(world, which);
      world.tally.add("sweeps", workers);
      const sweeps = Array.from({ length: workers }, (_, index) => world.start(`sweep ${index}`, sweepOnce));
      if (campaign !== undefined) await acts.stepCampaign(world, campaign, [step]);
      await world.finish(sweeps);
    })
  ),
];

function pick({ campaigns }: World, which: number): Campaign | undefined {
  return campaigns[which % Math.max(1, campaigns.length)];
}
