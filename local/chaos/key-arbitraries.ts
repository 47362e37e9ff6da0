import fc from "fast-check";
import { Act } from "./act.ts";
import { booking, fate, order } from "./act-arbitraries.ts";
import * as keys from "./key-acts.ts";

const moving = fc.record({ workers: fc.integer({ min: 1, max: 3 }), order, fate }).map((
  chosen,
) =>
  new Act("move numbers", chosen, "free", async (world, { workers, order, fate }) => {
    world.conductor.reseed(order);
    await keys.moveNumbers(world, { workers, fate });
  })
);

/** What a change of the index key adds to the acts. Numbers move ten minutes after it began. */
export const keyActs = [
  fc.constant(new Act("change the index key", {}, "free", keys.beginKeyChange)),
  fc.constant(
    new Act("change the index key, minutes ago", {}, "free", async (world) => {
      await keys.beginKeyChange(world);
      await world.pass(601);
    }),
  ),
  moving,
  moving,
  moving,
  booking.map((chosen) => new Act("book by the old hash", chosen, "books", keys.bookByOldHash)),
  fc.record({ which: fc.nat({ max: 1 }) }).map((chosen) =>
    new Act("send again", chosen, "free", (world, { which }) => keys.sendAgain(world, which))
  ),
  fc.constant(new Act("end the change of the index key", {}, "free", keys.endKeyChange)),
];
