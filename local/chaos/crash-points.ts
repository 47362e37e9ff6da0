import * as acts from "./acts.ts";
import { syncTick, tick } from "./calm-down.ts";
import { planCampaign } from "./campaign-workloads.ts";
import { deleteContact, putToken } from "./hubspot-acts.ts";
import { liveOn } from "./live-on.ts";
import { createRule } from "./rule-acts.ts";
import { runInWorld } from "./run-in-world.ts";
import type { ChaosDatabase } from "./start-chaos-database.ts";
import type { Tally } from "./tally.ts";
import { takeTurns } from "./take-turns.ts";
import { Violation } from "./violation.ts";
import type { Workload } from "./worker-ports.ts";
import * as work from "./workloads.ts";
import type { World } from "./world.ts";

/** A worker that may be killed, and what leads up to it. */
export interface CrashScenario {
  name: string;
  prepare: (world: World) => Promise<void>;
  victim: (world: World) => Workload;
  /** What is done when it is dead: a person who was not answered asks again. */
  again?: (world: World) => Promise<void>;
  /** How each call must end however its worker dies. */
  ends: "completed" | "completed or cancelled";
  /** How many calls there must be (1). */
  calls?: number;
}

/** Enough for one call that is answered. */
const peaceHours = 6;

const schedule = "00000000-0000-4000-8000-000000000001";
const { id: orgId, adminId } = acts.organizationAt(0);

const due = (world: World) =>
  acts.book(world, { organization: 0, number: 1, dueIn: -30, outcome: "answered" });

async function placed(world: World): Promise<void> {
  world.mailbox.hold(true);
  await due(world);
  await tick(world);
}

/** Bolna never clearly answered. `isMade`: it has the call. */
async function unknown(world: World, isMade: boolean): Promise<void> {
  world.bolna.addFault({ fault: isMade ? "accept-then-drop" : "refuse-with-500", times: 1 });
  await placed(world);
}

async function passTicking(world: World, ...seconds: number[]): Promise<void> {
  for (const some of seconds) {
    await world.pass(some);
    await tick(world);
  }
}

const someCampaign = { id: "00000000-0000-4000-8002-000000000001", organization: 0 };
const { agentId } = acts.organizationAt(0);
// The third number is in a piece of its own, and there twice.
const twoContacts = { numbers: [1, 2, 1], fields: { name: "Spring", agent_id: agentId } };

/** A rule has planned a call for the one contact that there is. */
async function planned(world: World): Promise<void> {
  for (const which of [1, 2, 3]) await deleteContact(world, { organization: 0, which });
  await putToken(world, 0);
  await createRule(world, { organization: 0, kind: "checkup_threshold", days: 5, most: 100 });
  await syncTick(world);
}

export const crashScenarios: CrashScenario[] = [
  {
    name: "a sweep that places a due call",
    prepare: async (world) => void await due(world),
    victim: () => work.sweepOnce,
    ends: "completed",
  },
  {
    name: "a sweep that stays on",
    prepare: async (world) => void await due(world),
    victim: () => work.sweepOn,
    ends: "completed",
  },
  {
    name: "a sweep that looks a call's contact up first",
    prepare: planned,
    victim: () => work.sweepOnce,
    ends: "completed",
  },
  {
    name: "a sync that writes a call back",
    prepare: async (world) => {
      await planned(world);
      await tick(world);
      await passTicking(world, 120);
    },
    victim: () => work.writeBackOnce,
    ends: "completed",
  },
  {
    name: "an execute",
    prepare: async (world) => void await due(world),
    victim: () => work.execute(schedule, adminId),
    ends: "completed",
  },
  {
    name: "a trigger-overdue",
    prepare: async (world) => void await due(world),
    victim: () => work.triggerOverdue(orgId, adminId),
    ends: "completed",
  },
  {
    name: "a webhook that ends a call",
    prepare: async (world) => {
      await placed(world);
      await world.pass(60);
    },
    victim: ({ mailbox }) => (ports) => work.receiveWebhook(ports, mailbox.sent.at(-1)?.body),
    ends: "completed",
  },
  {
    name: "a sweep that reads a silent call",
    prepare: async (world) => {
      await placed(world);
      await world.pass(60);
    },
    victim: () => work.sweepOnce,
    ends: "completed",
  },
  {
    name: "a sweep that finds a dead worker's claim",
    prepare: async (world) => {
      await due(world);
      await world.finish([
        world.start("dead execute", work.execute(schedule, adminId), { step: 3, when: "after" }),
      ]);
      await world.pass(50);
    },
    victim: () => work.sweepOnce,
    ends: "completed",
  },
  {
    name: "a sweep that adopts an unknown call",
    prepare: async (world) => {
      await unknown(world, true);
      await world.pass(31);
    },
    victim: () => work.sweepOnce,
    ends: "completed",
  },
  {
    name: "a sweep that proves a call absent",
    prepare: async (world) => {
      await unknown(world, false);
      await passTicking(world, 31, 90, 180);
      await world.pass(300);
    },
    victim: () => work.sweepOnce,
    ends: "completed",
  },
  {
    name: "a cancel of a queued call",
    prepare: async (world) => {
      world.bolna.account.changeSettings({ concurrencyMax: 0 });
      await placed(world);
    },
    victim: () => work.cancel(schedule, 0, adminId, true),
    ends: "completed or cancelled",
  },
  {
    name: "an admin's planning of a campaign",
    prepare: async () => {},
    victim: (world) => planCampaign(world.keys.stillRead, someCampaign, twoContacts),
    again: async (world) => {
      await world.finish([
        world.start("again", planCampaign(world.keys.stillRead, someCampaign, twoContacts)),
      ]);
    },
    ends: "completed",
    calls: 2,
  },
  {
    name: "a sweep that feeds a campaign",
    prepare: async (world) => {
      await world.finish([
        world.start("plan", planCampaign(world.keys.stillRead, someCampaign, twoContacts)),
      ]);
    },
    victim: () => work.sweepOnce,
    ends: "completed",
    calls: 2,
  },
];

/**
 * Kills the scenario's worker before and after everything it does to the outside, one point after another, each time in a
 * new world that then lives on; `every: false`: each step in one of the two ways, in turn. Returns how many steps there were.
 * Throws a Violation naming the point.
 */
export async function tryCrashPoints(
  { db, tally, every }: { db: ChaosDatabase; tally: Tally; every: boolean },
  scenario: CrashScenario,
): Promise<number> {
  const ways = ["before", "after"] as const;
  for (let step = 0;; step++) {
    for (const when of takeTurns(ways, step, every)) {
      const point = `${scenario.name}, killed ${when} step ${step}`;
      const died = await runInWorld({ db, tally }, async (world) => {
        await scenario.prepare(world);
        const victim = world.start("victim", scenario.victim(world), { step, when });
        await world.finish([victim]);
        await scenario.again?.(world);
        await liveOn(world, peaceHours).catch((error) => {
          throw new Violation(point, `${error}\n${world.trace.join("\n")}`);
        });
        await judgeEnd(world, scenario, point);
        return victim.isDead;
      });
      if (!died) return step;
    }
  }
}

/** Nobody was rung more than once, and only a cancelled call not at all. */
async function judgeEnd(world: World, { ends, calls = 1 }: CrashScenario, point: string): Promise<void> {
  const rows = await world.db.sql<{ call_status: string }[]>`select call_status from public.call_schedules`;
  const statuses = [...new Set(rows.map(({ call_status }) => call_status))].join(", ");
  const dialled = world.bolna.executions()
    .filter(({ history }) => history.some(({ status }) => status === "ringing")).length;
  const isCancelled = ends !== "completed" && statuses === "cancelled" && dialled === 0;
  const isMade = statuses === "completed" && rows.length === calls && dialled === calls;
  if (!isCancelled && !isMade) {
    throw new Violation(
      point,
      `${rows.length} calls are ${statuses} and rang ${dialled} times\n${world.trace.join("\n")}`,
    );
  }
}
