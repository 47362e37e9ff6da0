import type { ChaosDatabase } from "./start-chaos-database.ts";
import type { Tally } from "./tally.ts";
import { createWorld, type World, type WorldOptions } from "./world.ts";

/** Does the work in a new world over an emptied database, by that world's clock; the world is gone afterwards. */
export async function runInWorld<Result>(
  { db, tally, ...options }: { db: ChaosDatabase; tally: Tally } & WorldOptions,
  work: (world: World) => Promise<Result>,
): Promise<Result> {
  await db.wipe();
  const world = createWorld(db, tally, options);
  try {
    return await world.time.run(() => work(world));
  } finally {
    await world.close();
  }
}
