import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { mapInLanes } from "../../supabase/functions/_shared/platform/map-in-lanes.ts";

Deno.test("no more are under way at once than there are lanes, and the results are in the order of the items", async () => {
  let [underWay, most] = [0, 0];
  const work = async (item: number) => {
    most = Math.max(most, ++underWay);
    for (let turn = 0; turn < 7 - item; turn++) await setImmediate();
    underWay--;
    return item * 10;
  };
  assert.deepEqual(await mapInLanes([1, 2, 3, 4, 5, 6], work, 2), [10, 20, 30, 40, 50, 60]);
  assert.equal(most, 2);
  assert.deepEqual(await mapInLanes([], work), []);
});

Deno.test("the first failure is told, and nothing new is begun after it in its lane", async () => {
  const begun: number[] = [];
  const work = (item: number) => {
    begun.push(item);
    return item === 2 ? Promise.reject(new Error("the second")) : Promise.resolve(item);
  };
  await assert.rejects(mapInLanes([1, 2, 3, 4], work, 1), /the second/);
  assert.deepEqual(begun, [1, 2]);
});
