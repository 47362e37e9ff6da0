import assert from "node:assert/strict";
import { checkMoment } from "../../local/chaos/invariants.ts";
import { liveOn } from "../../local/chaos/live-on.ts";
import { runInWorld } from "../../local/chaos/run-in-world.ts";
import type { ChaosDatabase } from "../../local/chaos/start-chaos-database.ts";
import { createTally } from "../../local/chaos/tally.ts";
import { Violation } from "../../local/chaos/violation.ts";
import type { Sabotage, World } from "../../local/chaos/world.ts";
import { thoroughly } from "./thoroughly.ts";

/** What holds a promise, and a history in which it breaks without it. */
export interface Guard {
  name: string;
  /** What the machine must report without it. */
  breaks: RegExp;
  history: (world: World) => Promise<void>;
  /** What follows the history (`liveOn`): the days in which the promise is seen to hold or not. */
  livesOn?: (world: World) => Promise<void>;
  remove?: () => Promise<AsyncDisposable>;
  sabotage?: Sabotage;
}

/** A test for each (here every fourth): without the guard the machine sees the promise break; with it the same history is sound. */
export function testGuards(db: ChaosDatabase, guards: readonly Guard[]): void {
  for (const guard of guards.filter((_, place) => thoroughly || place % 4 === 0)) {
    Deno.test(`without ${guard.name}`, async () => {
      const broken = await findWithout(db, guard);
      assert.match(String(broken.violation), guard.breaks);
      const sound = await findViolation(db, guard, { livesOn: !broken.isSeenAtOnce });
      assert.equal(sound.violation, null, "with the guard the same history is sound");
    });
  }
  Deno.test("the chaos database ends", () => db.close());
}

interface Found {
  violation: Violation | null;
  /** It did not take the days after the history to see it. */
  isSeenAtOnce: boolean;
}

async function findWithout(db: ChaosDatabase, guard: Guard): Promise<Found> {
  await using _without = await guard.remove?.();
  return await findViolation(db, guard, { livesOn: true, sabotage: guard.sabotage });
}

/** The violation that the history leads to, at once or in the days after it. */
function findViolation(
  db: ChaosDatabase,
  { history, livesOn: goOn = liveOn }: Guard,
  { livesOn, sabotage }: { livesOn: boolean; sabotage?: Sabotage | undefined },
): Promise<Found> {
  return runInWorld({ db, tally: createTally(), sabotage }, async (world) => {
    try {
      await history(world);
      await checkMoment(world);
      const [violation = null] = world.violations;
      if (violation !== null || !livesOn) return { violation, isSeenAtOnce: true };
      await goOn(world);
      const [late = null] = world.violations;
      return { violation: late, isSeenAtOnce: false };
    } catch (violation) {
      if (violation instanceof Violation) return { violation, isSeenAtOnce: false };
      throw violation;
    }
  });
}
