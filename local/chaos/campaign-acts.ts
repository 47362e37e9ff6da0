import { organizationAt, scriptCall } from "./acts.ts";
import type { Campaign } from "./campaign.ts";
import {
  type CampaignStep,
  changeCampaign,
  planCampaign,
  putAudience,
  takeStep,
} from "./campaign-workloads.ts";
import type { CallScriptInput } from "../simulators/bolna/call-scripts.ts";
import type { Fate } from "./worker.ts";
import type { World } from "./world.ts";

export interface Settings {
  /** First calls a minute. */
  pace?: number | undefined;
  /** Its calls under way at once. */
  most?: number | undefined;
  /** Seconds from now until its end. */
  endsIn?: number | undefined;
  priority?: number | undefined;
}

export interface NewCampaign extends Settings {
  organization: number;
  /** Whom it calls; the same one may be there twice. */
  numbers: readonly number[];
  /** How Bolna's first call to each of them goes. */
  outcome?: NonNullable<CallScriptInput["outcome"]>;
  isStarted?: boolean;
  bestTime?: boolean;
  purpose?: string | undefined;
  /** Of the worker that makes it. */
  fate?: Fate | undefined;
}

/** Makes a campaign as the organisation's admin, as far as their worker lives. */
export async function makeCampaign(world: World, chosen: NewCampaign): Promise<Campaign> {
  const { organization, numbers, outcome = "answered", isStarted = true, fate } = chosen;
  const campaign = {
    id: `00000000-0000-4000-8002-${String(world.campaigns.length + 1).padStart(12, "0")}`,
    organization,
  };
  world.campaigns.push(campaign);
  world.tally.add("campaigns");
  for (const number of new Set(numbers)) scriptCall(world, number, { outcome });
  const workload = planCampaign(world.keys.stillRead, campaign, {
    numbers,
    fields: fieldsOf(world, chosen),
    isStarted,
  });
  await world.finish([world.start("plan campaign", workload, fate)]);
  return campaign;
}

export async function stepCampaign(
  world: World,
  campaign: Campaign,
  steps: readonly CampaignStep[],
  fate?: Fate,
): Promise<void> {
  await world.finish(
    steps.map((step, index) =>
      world.start(`${step} campaign`, takeStep(campaign, step), index === 0 ? fate : undefined)
    ),
  );
}

export async function replaceAudience(
  world: World,
  campaign: Campaign,
  numbers: readonly number[],
  fate?: Fate,
): Promise<void> {
  await world.finish([
    world.start("put audience", putAudience(world.keys.stillRead, campaign, numbers), fate),
  ]);
}

export async function changeSettings(world: World, campaign: Campaign, settings: Settings): Promise<void> {
  const workload = changeCampaign(campaign, settingsOf(world, settings));
  await world.finish([world.start("change campaign", workload)]);
}

function fieldsOf(world: World, chosen: NewCampaign): Record<string, unknown> {
  const { organization, bestTime, purpose } = chosen;
  return {
    name: "Spring",
    agent_id: organizationAt(organization).agentId,
    ...(purpose === undefined ? {} : { purpose }),
    ...(bestTime === undefined ? {} : { best_time: bestTime }),
    ...settingsOf(world, chosen),
  };
}

function settingsOf(world: World, { pace, most, endsIn, priority }: Settings): Record<string, unknown> {
  return {
    calls_per_minute: pace ?? null,
    max_concurrent_calls: most ?? null,
    ends_at: endsIn === undefined ? null : new Date(world.time.now() + endsIn * 1000).toISOString(),
    priority: priority ?? 5,
  };
}
