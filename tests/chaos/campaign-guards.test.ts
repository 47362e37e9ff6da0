import { tick } from "../../local/chaos/calm-down.ts";
import {
  makeCampaign,
  type NewCampaign,
  replaceAudience,
  stepCampaign,
} from "../../local/chaos/campaign-acts.ts";
import type { Campaign } from "../../local/chaos/campaign.ts";
import type { CampaignStep } from "../../local/chaos/campaign-workloads.ts";
import { checkMoment } from "../../local/chaos/invariants.ts";
import { cronMinute } from "../../local/chaos/policy-acts.ts";
import { startChaosDatabase } from "../../local/chaos/start-chaos-database.ts";
import {
  breakAll,
  breakFunction,
  breakView,
  dropConstraint,
  dropTrigger,
} from "../../local/chaos/take-guard-away.ts";
import { sweepOnce } from "../../local/chaos/workloads.ts";
import type { World } from "../../local/chaos/world.ts";
import { type Guard, testGuards } from "./guard.ts";

// As guards.test.ts: what holds the promises about campaigns. What takes two connections at once to break is in
// tests/api/campaign-races.test.ts.

const db = await startChaosDatabase();
const { sql } = db;

const guards: Guard[] = [
  {
    name: "the one place of a number in a campaign, a number that is there twice is called twice",
    breaks: /one call per contact and campaign, ever/,
    remove: () =>
      dropConstraint(sql, "public.campaign_contacts", "campaign_contacts_campaign_id_phone_hash_key"),
    history: async (world) => {
      await begin(world, { numbers: [1, 1] });
      await tickFor(world, 10);
    },
  },
  {
    name: "the stay of who was called, another audience has them called again",
    breaks: /one call per contact and campaign, ever|each call of a campaign is a contact's/,
    remove: () =>
      breakFunction(
        sql,
        "private.clear_audience",
        "not exists (select from public.call_schedules s where s.id = m.id)",
        "true",
      ),
    history: async (world) => {
      const campaign = await begin(world, { numbers: [1] });
      await tickFor(world, 3);
      await step(world, campaign, "pause");
      await replaceAudience(world, campaign, [1, 2]);
      await step(world, campaign, "resume");
      await tickFor(world, 3);
    },
  },
  {
    name: "the tally of changes, a campaign's counts are not its contacts",
    breaks: /counts of a campaign/,
    remove: () => dropTrigger(sql, "public.campaign_contacts", "campaign_contacts_tally_update"),
    history: async (world) => {
      await begin(world, { numbers: [1, 2] });
      await tick(world);
    },
  },
  {
    name: "the sum in the folding of counts, contacts are lost from them",
    breaks: /counts of a campaign/,
    remove: () =>
      breakFunction(sql, "private.fold_campaign_tallies", "sum(t.contacts) from", "max(t.contacts) from"),
    history: async (world) => {
      await begin(world, { numbers: [1, 2, 3] });
      await tick(world);
      await cronMinute(world);
    },
  },
  {
    name: "the step from a call to its contact, they stand at different places",
    breaks: /a contact stands where its call stands/,
    remove: () => dropTrigger(sql, "public.call_schedules", "call_schedules_follow_campaign"),
    history: async (world) => {
      await begin(world, { numbers: [1] });
      await tick(world);
    },
  },
  {
    name: "the look at whether a campaign runs, one that is paused has calls leave",
    breaks: /a campaign's call leaves only while its campaign runs/,
    remove: () =>
      breakAll(
        breakView(sql, "private.running_campaigns", /c\.state = 'running'::campaign_state/, "true"),
        breakFunction(sql, "private.judge_campaign_call", "when 'paused' then", "when 'draft' then"),
        breakFunction(sql, "private.first_waiting_organizations", "and c.state = 'running'", ""),
      ),
    history: async (world) => {
      // Two have their calls, and one line.
      const campaign = await begin(world, { numbers: [1, 2], most: 1 });
      await tick(world);
      await step(world, campaign, "pause");
      await world.pass(120);
      await world.finish([world.start("sweep", sweepOnce)]);
    },
  },
  {
    name: "the state that a feeding asks for, a paused campaign's contacts have their turn",
    breaks: /nobody of a paused campaign has a turn/,
    remove: () =>
      breakAll(
        breakFunction(sql, "private.feed_campaign", "and k.state = 'running' for", "for"),
        breakFunction(sql, "public.pause_campaign", /update private\.campaign_feeds[^;]*;/, ""),
      ),
    history: async (world) => {
      const campaign = await begin(world, { numbers: [1, 2, 3], pace: 1 });
      await tick(world);
      await step(world, campaign, "pause");
      await checkMoment(world);
      await world.pass(120);
      await tick(world);
    },
  },
  {
    name: "a campaign's own bound, more of its calls are under way",
    breaks: /calls of a campaign within its own bound/,
    remove: () =>
      breakView(
        sql,
        "private.claimable_campaigns",
        /COALESCE\(\(?r\.max_concurrent_calls - r\.live\)?, lines\.org_room\)/i,
        "lines.org_room",
      ),
    history: async (world) => {
      await begin(world, { numbers: [1, 2, 3], most: 1 });
      await tickFor(world, 1);
    },
  },
  {
    name: "the line that no campaign has, campaigns take all of them",
    breaks: /one line is never a campaign's/,
    remove: () =>
      breakView(
        sql,
        "private.claimable_campaigns",
        /\(?o\.max_concurrent_calls - \(?\(o\.max_concurrent_calls > 1\)\)?::integer\)?/i,
        "(o.max_concurrent_calls)",
      ),
    history: async (world) => {
      await begin(world, { numbers: [1, 2, 3, 4] });
      await tickFor(world, 1);
    },
  },
  {
    name: "the lines of a campaign that is paused, another one takes what is left",
    breaks: /one line is never a campaign's/,
    remove: () =>
      breakView(
        sql,
        "private.claimable_campaigns",
        /s\.campaign_id IS NOT NULL/,
        "s.campaign_id in (select id from private.running_campaigns)",
      ),
    history: async (world) => {
      const campaign = await begin(world, { numbers: [1, 2] });
      await tick(world);
      await step(world, campaign, "pause");
      await begin(world, { numbers: [3, 4] });
      await tick(world);
    },
  },
  {
    name: "the end of what waits in a cancelled campaign, its calls stay",
    breaks: /nobody of a cancelled campaign waits/,
    remove: () =>
      breakFunction(
        sql,
        "public.cancel_campaign",
        "and s.call_status = 'scheduled';",
        "and s.call_status = 'scheduled' and false;",
      ),
    history: async (world) => {
      const campaign = await begin(world, { numbers: [1, 2], most: 1 });
      await tick(world);
      await step(world, campaign, "cancel");
    },
  },
  {
    name: "the word of a cancelled campaign to its last calls, they are tried again",
    breaks: /nobody of a cancelled campaign waits/,
    remove: () => breakFunction(sql, "private.orphan_code", "c.state = 'cancelled'", "false"),
    history: async (world) => {
      const campaign = await begin(world, { numbers: [1], outcome: "busy" });
      await tick(world);
      await step(world, campaign, "cancel");
      await tickFor(world, 12);
    },
  },
  {
    name: "the question who is left, a campaign is completed too early",
    breaks: /a campaign is completed when nobody is left/,
    remove: () =>
      breakFunction(
        sql,
        "private.end_campaign",
        "m.state in ('waiting', 'scheduled', 'in_progress')",
        "m.state = 'waiting'",
      ),
    history: async (world) => {
      await begin(world, { numbers: [1, 2], most: 1 });
      await tickFor(world, 6);
    },
  },
];

testGuards(db, guards);

function begin(world: World, chosen: Partial<NewCampaign>): Promise<Campaign> {
  return makeCampaign(world, { organization: 0, numbers: [1], ...chosen });
}

function step(world: World, campaign: Campaign, ...steps: CampaignStep[]): Promise<void> {
  return stepCampaign(world, campaign, steps);
}

async function tickFor(world: World, ticks: number): Promise<void> {
  for (let done = 0; done < ticks; done++) {
    await tick(world);
    await world.pass(10);
  }
}
