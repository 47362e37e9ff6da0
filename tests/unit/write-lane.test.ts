import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { VirtualTime } from "../../local/chaos/virtual-time.ts";
import { WriteLane } from "../../supabase/functions/_shared/platform/write-lane.ts";

interface Write {
  items: number[];
  answer: (answers: (string | null)[]) => void;
  fail: (error: unknown) => void;
  signal?: AbortSignal;
}

/** A database that answers when it is told to, and a lane on it. One alone is a list of one. */
function openLane(changes: Partial<ConstructorParameters<typeof WriteLane<number, string>>[0]> = {}) {
  const writes: Write[] = [];
  const ask = (items: number[], signal?: AbortSignal) =>
    new Promise<(string | null)[]>((answer, fail) =>
      void writes.push({ items, answer, fail, ...(signal && { signal }) })
    );
  const failures: [unknown, number][] = [];
  const lane = new WriteLane<number, string>({
    writeOne: async (item) => (await ask([item]))[0] ?? "",
    writeMany: ask,
    onFailure: (...failure) => void failures.push(failure),
    ...changes,
  });
  /** What was asked so far and is not answered yet. */
  const asked = async () => {
    await setImmediate();
    return writes.map(({ items }) => items);
  };
  const next = () => {
    const write = writes.shift();
    assert.ok(write, "nothing is asked");
    return write;
  };
  /** Answers the oldest question: all of it, but for those named. */
  const answer = async (...untouched: number[]) => {
    const { items, answer } = next();
    answer(items.map((item) => untouched.includes(item) ? null : `wrote ${item}`));
    await setImmediate();
  };
  return { lane, asked, answer, next, failures };
}

Deno.test("an idle lane writes at once and alone; what comes meanwhile is one batch, of fifty at most", async () => {
  const { lane, asked, answer } = openLane();
  const all = Array.from({ length: 60 }, (_, item) => lane.write(item));
  assert.deepEqual(await asked(), [[0]]);
  await answer();
  assert.deepEqual(await asked(), [Array.from({ length: 50 }, (_, index) => index + 1)]);
  await answer();
  assert.deepEqual(await asked(), [[51, 52, 53, 54, 55, 56, 57, 58, 59]]);
  await answer();
  assert.deepEqual(await Promise.all(all), all.map((_, item) => `wrote ${item}`));
  const late = lane.write(60);
  assert.deepEqual(await asked(), [[60]]);
  await answer();
  assert.equal(await late, "wrote 60");
});

Deno.test("where two may be written at once, a second leaves beside the first with as many as that has, and else after it", async () => {
  const { lane, asked, answer, next } = openLane({ mostAtOnce: 2 });
  const write = (...items: number[]) => items.map((item) => lane.write(item));
  const written = write(0, 1, 2, 3, 4, 5);
  assert.deepEqual(await asked(), [[0], [1]]);
  const first = next();
  await answer();
  assert.deepEqual(await asked(), [[2, 3, 4, 5]]);
  written.push(...write(6));
  assert.deepEqual(await asked(), [[2, 3, 4, 5]], "two are under way");
  first.answer(["wrote 0"]);
  assert.deepEqual(await asked(), [[2, 3, 4, 5]], "one is not worth a transaction beside four");
  written.push(...write(7, 8, 9));
  assert.deepEqual(await asked(), [[2, 3, 4, 5], [6, 7, 8, 9]]);
  written.push(...write(10));
  await answer();
  assert.deepEqual(await asked(), [[6, 7, 8, 9]]);
  await answer();
  assert.deepEqual(await asked(), [[10]], "nothing waits while nothing is under way");
  await answer();
  assert.deepEqual(await Promise.all(written), written.map((_, item) => `wrote ${item}`));
});

Deno.test("what a batch did not touch goes by itself, and the lane does not wait for it", async () => {
  const { lane, asked, answer } = openLane();
  const [first, held, free] = [0, 1, 2].map((item) => lane.write(item));
  await answer();
  await answer(1);
  assert.equal(await first, "wrote 0");
  assert.equal(await free, "wrote 2");
  const later = lane.write(3);
  assert.deepEqual(await asked(), [[1], [3]]);
  await answer();
  await answer();
  assert.deepEqual(await Promise.all([held, later]), ["wrote 1", "wrote 3"]);
});

Deno.test("of a batch that fails every member goes by itself, ten at a time, and hears its own error alone", async () => {
  const { lane, asked, answer, next, failures } = openLane();
  const all = Array.from({ length: 26 }, (_, item) => lane.write(item));
  const heard = Promise.allSettled(all);
  await answer();
  next().fail(new Error("one of them is poison"));
  assert.equal((await asked()).length, 10);
  next().fail(new Error("poison"));
  assert.equal((await asked()).length, 10, "the next takes its place");
  for (let left = 24; left > 0; left--) await answer();
  assert.deepEqual(await asked(), []);
  const results = await heard;
  assert.deepEqual(results.flatMap(({ status }, item) => status === "rejected" ? [item] : []), [1]);
  assert.deepEqual(failures.map(([error, members]) => [String(error), members]), [[
    "Error: one of them is poison",
    25,
  ]]);
});

Deno.test("a batch without an answer is given up after three seconds, told so, and written one by one", async () => {
  const time = new VirtualTime(0);
  using _clock = time.install();
  await time.run(async () => {
    const { lane, asked, answer, next, failures } = openLane();
    const all = [0, 1, 2].map((item) => lane.write(item));
    await answer();
    const { signal } = next();
    assert.equal(time.nextAt(), 3000);
    assert.equal(signal?.aborted, false);
    time.goTo(3000);
    assert.deepEqual(await asked(), [[1], [2]]);
    assert.equal(signal?.aborted, true);
    assert.match(String(failures[0]?.[0]), /TimeoutError/);
    await answer();
    await answer();
    assert.deepEqual(await Promise.all(all), ["wrote 0", "wrote 1", "wrote 2"]);
    assert.equal(time.nextAt(), undefined, "no timer is left behind");
  });
});

Deno.test("one that hangs holds the lane for three seconds and no longer", async () => {
  const time = new VirtualTime(0);
  using _clock = time.install();
  await time.run(async () => {
    const { lane, asked, next } = openLane();
    const hanging = lane.write(0);
    const others = [1, 2].map((item) => lane.write(item));
    assert.deepEqual(await asked(), [[0]]);
    const first = next();
    time.goTo(3000);
    assert.deepEqual(await asked(), [[1, 2]]);
    next().answer(["wrote 1", "wrote 2"]);
    assert.deepEqual(await Promise.all(others), ["wrote 1", "wrote 2"]);
    first.answer(["wrote 0"]);
    assert.equal(await hanging, "wrote 0");
  });
});

Deno.test("a database without the function for many is asked for it once", async () => {
  const missing = new Error("there is no such function");
  const { lane, asked, answer, next, failures } = openLane({ isMissing: (error) => error === missing });
  const all = [0, 1, 2].map((item) => lane.write(item));
  await answer();
  next().fail(missing);
  assert.deepEqual(await asked(), [[1], [2]]);
  const more = [3, 4, 5].map((item) => lane.write(item));
  assert.deepEqual(await asked(), [[1], [2], [3], [4], [5]]);
  for (let left = 5; left > 0; left--) await answer();
  assert.deepEqual(await Promise.all([...all, ...more]), [0, 1, 2, 3, 4, 5].map((item) => `wrote ${item}`));
  assert.deepEqual(failures, []);
});

Deno.test("an answer that does not fit the batch is none", async () => {
  const { lane, asked, answer, next } = openLane();
  const all = [0, 1, 2].map((item) => lane.write(item));
  await answer();
  next().answer(["wrote 1"]);
  assert.deepEqual(await asked(), [[1], [2]]);
  await answer();
  await answer();
  assert.deepEqual(await Promise.all(all), ["wrote 0", "wrote 1", "wrote 2"]);
});
