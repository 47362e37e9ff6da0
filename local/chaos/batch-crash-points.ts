import { book } from "./acts.ts";
import { tick } from "./calm-down.ts";
import { liveOn } from "./live-on.ts";
import { receiveTogether } from "./receive-together.ts";
import { runInWorld } from "./run-in-world.ts";
import type { ChaosDatabase } from "./start-chaos-database.ts";
import type { Tally } from "./tally.ts";
import { Violation } from "./violation.ts";
import type { Fate, Worker } from "./worker.ts";
import type { Workload } from "./worker-ports.ts";
import { sweepOnce } from "./workloads.ts";
import { batches, type World } from "./world.ts";

/** Several calls in the hands of one worker, which shares its transactions among them. */
export interface BatchScenario {
  name: string;
  prepare: (world: World) => Promise<void>;
  victim: (world: World) => Workload;
}

const calls = [1, 2].flatMap((number) => [0, 1].map((organization) => ({ organization, number })));

async function bookAll(world: World): Promise<void> {
  for (const call of calls) await book(world, { ...call, dueIn: -30, outcome: "answered" });
}

/** All of them with Bolna for so many seconds, which has told nothing yet. */
async function placeAll(world: World, seconds: number): Promise<void> {
  world.mailbox.hold(true);
  await bookAll(world);
  await tick(world);
  await world.pass(seconds);
}

export const batchScenarios: BatchScenario[] = [
  { name: "a sweep that places four calls", prepare: bookAll, victim: () => sweepOnce },
  {
    name: "a receiver that is handed what became of four calls at once",
    prepare: (world) => placeAll(world, 60),
    victim: ({ mailbox }) => receiveTogether(mailbox.take(), mailbox.giveBack),
  },
  {
    name: "a sweep that reads four silent calls",
    prepare: (world) => placeAll(world, 90),
    victim: () => sweepOnce,
  },
];

/** Enough for calls that are answered. */
const peaceHours = 6;
const mostOrders = 30;

/**
 * What may befall the worker at one of its steps: death, and at a batch, which then commits late, a sleep that is longer than the
 * lane waits. Dead before a step is dead after the one before it: the outside has seen the same.
 */
function fatesAt(step: number, touch: string): Omit<Fate, "step">[] {
  return [
    ...(step === 0 ? [{ when: "before" as const }] : []),
    { when: "after" },
    ...(batches.includes(touch) ? [{ when: "before" as const, frozenSeconds: 5 }] : []),
  ];
}

/**
 * Kills the scenario's worker at everything it does to the outside, and freezes it at every batch, one point after another,
 * each time in a new world that then lives on. Resolves to how many of those points were batches. Throws a Violation naming
 * the point.
 */
export async function tryBatchCrashPoints(
  deps: { db: ChaosDatabase; tally: Tally },
  scenario: BatchScenario,
): Promise<number> {
  const { order, touches } = await findBatch(deps, scenario);
  for (const [step, touch] of touches.entries()) {
    for (const fate of fatesAt(step, touch)) {
      const point = `${scenario.name}, ${JSON.stringify({ step, touch, ...fate })}`;
      await runInWorld(deps, async (world) => {
        await perform(world, scenario, { order, fate: { step, ...fate } });
        await liveOn(world, peaceHours).catch((error) => {
          throw new Violation(point, `${error}\n${world.trace.join("\n")}`);
        });
        await judgeEnd(world, point);
      });
    }
  }
  return touches.filter((touch) => batches.includes(touch)).length;
}

/** The first order of turns in which something is written together, and what the worker touches then. */
async function findBatch(deps: { db: ChaosDatabase; tally: Tally }, scenario: BatchScenario) {
  for (let order = 1; order <= mostOrders; order++) {
    const { touches } = await runInWorld(deps, (world) => perform(world, scenario, { order }));
    if (touches.some((touch) => batches.includes(touch))) return { order, touches };
  }
  throw new RangeError(`${scenario.name}: nothing is written together in ${mostOrders} orders.`);
}

/** What leads up to the scenario's worker, and its work. */
async function perform(
  world: World,
  { prepare, victim }: BatchScenario,
  { order, fate }: { order: number; fate?: Fate },
): Promise<Worker> {
  await prepare(world);
  world.conductor.reseed(order);
  const worker = world.start("victim", victim(world), fate);
  await world.finish([worker], 30);
  return worker;
}

/** Each call was made, and nobody was rung twice. */
async function judgeEnd(world: World, point: string): Promise<void> {
  const [row] = await world.db.sql<{ completed: number }[]>`
    select count(*)::int as completed from public.call_schedules where call_status = 'completed'`;
  const rung = world.bolna.executions()
    .filter(({ history }) => history.some(({ status }) => status === "ringing")).length;
  if (row?.completed !== calls.length || rung !== calls.length) {
    throw new Violation(
      point,
      `${row?.completed} completed, ${rung} rung\n${world.trace.join("\n")}`,
    );
  }
}
