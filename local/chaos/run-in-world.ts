import type { ChaosDatabase } from "./start-chaos-database.ts";
import type { Tally } from "./tally.ts";
import { createWorld, type Sabotage, type World } from "./world.ts";

/** Does the work in a new world over an emptied database, by that world's clock; the world is gone afterwards. */
export async function runInWorld<Result>(
  { db, tally, sabotage }: { db: ChaosDatabase; tally: Tally; sabotage?: Sabotage | undefined },
  work: (world: World) => Promise<Result>,
): Promise<Result> {
  await db.wipe();
  const world = createWorld(db, tally, sabotage);
  try {
    return await world.time.run(() => work(world));
  } finally {
    await world.close();
  }
}
