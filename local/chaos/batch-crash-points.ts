import { book } from "./acts.ts";
import { tick } from "./calm-down.ts";
import { liveOn } from "./live-on.ts";
import { receiveTogether } from "./receive-together.ts";
import { runInWorld } from "./run-in-world.ts";
import type { ChaosDatabase } from "./start-chaos-database.ts";
import type { Tally } from "./tally.ts";
import { takeTurns } from "./take-turns.ts";
import { Violation } from "./violation.ts";
import type { Fate } from "./worker.ts";
import type { Workload } from "./worker-ports.ts";
import { sweepOnce } from "./workloads.ts";
import type { World } from "./world.ts";

/** Several calls in the hands of one worker, which shares its transactions among them. */
export interface BatchScenario {
  name: string;
  prepare: (world: World) => Promise<void>;
  victim: (world: World) => Workload;
}

const calls = [1, 2, 3].flatMap((number) => [0, 1].map((organization) => ({ organization, number })));

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
  { name: "a sweep that places six calls", prepare: bookAll, victim: () => sweepOnce },
  {
    name: "a receiver that is handed what became of six calls at once",
    prepare: (world) => placeAll(world, 60),
    victim: ({ mailbox }) => receiveTogether(mailbox.take(), mailbox.giveBack),
  },
  {
    name: "a sweep that reads six silent calls",
    prepare: (world) => placeAll(world, 90),
    victim: () => sweepOnce,
  },
];

/** What may befall the worker at each of its steps: longer than the lane waits for a batch, so that it commits late, or death. */
const fates: Omit<Fate, "step">[] = [
  { when: "before" },
  { when: "after" },
  { when: "before", frozenSeconds: 5 },
];

/**
 * Kills or freezes the scenario's worker at everything it does to the outside, one point after another, each time in a new
 * world that then lives on; `every: false`: each step in one of the ways, in turn. Resolves to how many of those points were
 * batches. Throws a Violation naming the point.
 */
export async function tryBatchCrashPoints(
  { db, tally, every }: { db: ChaosDatabase; tally: Tally; every: boolean },
  scenario: BatchScenario,
): Promise<number> {
  const before = tally.get("batches");
  for (let step = 0;; step++) {
    let isReached = false;
    for (const fate of takeTurns(fates, step, every)) {
      const point = `${scenario.name}, ${JSON.stringify({ step, ...fate })}`;
      await runInWorld({ db, tally }, async (world) => {
        await scenario.prepare(world);
        const victim = world.start("victim", scenario.victim(world), { step, ...fate });
        await world.finish([victim], 30);
        isReached ||= victim.steps > step;
        await liveOn(world).catch((error) => {
          throw new Violation(point, `${error}\n${world.trace.join("\n")}`);
        });
        await judgeEnd(world, point);
      });
    }
    if (!isReached) return tally.get("batches") - before;
  }
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
