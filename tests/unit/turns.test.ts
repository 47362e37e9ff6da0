import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { createTurns } from "../../supabase/functions/_shared/platform/turns.ts";

Deno.test("work goes one at a time, in its order, and what fails keeps no other from its turn", async () => {
  const inTurn = createTurns();
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<string>>();
  const work = (name: string) => () => {
    begun.push(name);
    const end = Promise.withResolvers<string>();
    ends.set(name, end);
    return end.promise;
  };
  const answers = Promise.allSettled([inTurn(work("a")), inTurn(work("b")), inTurn(work("c"))]);
  await setImmediate();
  assert.deepEqual(begun, ["a"]);
  ends.get("a")?.reject(new Error("not this one"));
  await setImmediate();
  assert.deepEqual(begun, ["a", "b"]);
  ends.get("b")?.resolve("b is done");
  await setImmediate();
  assert.deepEqual(begun, ["a", "b", "c"]);
  ends.get("c")?.resolve("c is done");
  assert.deepEqual((await answers).map((answer) => answer.status === "fulfilled" ? answer.value : "failed"), [
    "failed",
    "b is done",
    "c is done",
  ]);
  assert.equal(await inTurn(() => Promise.resolve("and on")), "and on");
});
