import { rotateNumbers } from "../../supabase/functions/_shared/phone/rotate-numbers.ts";
import { beginByFingerprint } from "../../supabase/functions/call-scheduling/middleware/idempotency.ts";
import { type Booking, organizationAt, tryToBook } from "./acts.ts";
import { phoneAt } from "./patients.ts";
import { namedNumbers, organizations } from "./start-chaos-database.ts";
import type { Fate } from "./worker.ts";
import type { Workload } from "./worker-ports.ts";
import type { World } from "./world.ts";

// What an operator does to change the index key of phone numbers, and the worker that carries it out.

/** The functions are set with a new key beside the one of before, once in a history. */
export async function beginKeyChange(world: World): Promise<void> {
  if (world.keys.stage !== "old") return;
  await tellKeys(world);
  world.keys.change("both");
  await tellKeys(world);
  world.tally.add("key changes");
}

/** As they say so at their first number. */
async function tellKeys({ db, keys, report, syncClock }: World): Promise<void> {
  await syncClock();
  const [row] = await db.service<{ verdict: { wrong: unknown[] } }[]>`
    select public.check_phone_keys(${db.service.json(keys.checks)}) as verdict`;
  if (row?.verdict.wrong.length !== 0) {
    report("the right keys are taken", JSON.stringify(row?.verdict));
  }
}

/** One run of the worker, over a few steps. */
export const moveOnce: Workload = (ports) => {
  let steps = 0;
  return rotateNumbers(ports, { batch: 2, isOver: () => steps++ >= 6 });
};

/** Runs of the worker at the same moment, of which the first meets the fate. */
export async function moveNumbers(
  world: World,
  { workers = 1, fate }: { workers?: number; fate?: Fate | undefined },
): Promise<void> {
  if (world.keys.stage !== "both") return;
  const started = Array.from(
    { length: workers },
    (_, index) => world.start(`move ${index}`, moveOnce, index === 0 ? fate : undefined),
  );
  await world.finish(started);
  if (!await isChanging(world)) world.keys.noteOver();
}

/** Books by the hash that the number had under the key of before, as somebody who had read it a moment ago. */
export async function bookByOldHash(world: World, booking: Booking): Promise<void> {
  await tryToBook(world, booking, world.keys.stillRead);
}

/**
 * An admin sends a request with an Idempotency-Key, for the first time or again: it is known for what it was, whatever became of the
 * keys, until the one that it was first sent under has gone.
 */
export async function sendAgain(world: World, which: number): Promise<void> {
  await world.syncClock();
  const { db: { service }, keys } = world;
  const { id: orgId, adminId } = organizationAt(0);
  const key = `request ${which}`;
  const { outcome } = await beginByFingerprint(
    keys.cipher,
    `POST\0/call-schedules\0${which}`,
    async (fingerprint) => {
      const [row] = await service<{ begun: { outcome: string } }[]>`
      select public.begin_idempotent_request(${orgId}, ${adminId}, ${key}, ${fingerprint}, ${orgId}) as begun`;
      return row?.begun ?? { outcome: "none" };
    },
  );
  if (outcome === "started") {
    keys.asked.set(key, keys.stage);
    await service`select public.finish_idempotent_request(${orgId}, ${adminId}, ${key}, 201, 'v1.chaos.x.x')`;
  } else if (outcome !== "replay" && !(keys.stage === "new" && keys.asked.get(key) === "old")) {
    world.report("an Idempotency-Key is known again", `${key} of ${keys.asked.get(key)} is ${outcome}`);
  }
  world.tally.add("requests sent again");
}

/** The key of before goes, where the change is over. */
export async function endKeyChange(world: World): Promise<void> {
  if (world.keys.stage !== "both" || await isChanging(world)) return;
  world.keys.change("new");
  await tellKeys(world);
}

const mostRuns = 60;

/** All that was begun is carried out: the worker walks, and what has nothing but a hash is seen again. */
export async function carryOutKeyChange(world: World): Promise<void> {
  if (world.keys.stage !== "both") return;
  world.note("> the change of the index key is carried out");
  await world.pass(700);
  await walkOn(world);
  for (let number = 1; number <= namedNumbers; number++) {
    await world.syncClock();
    for (const { id } of organizations) await world.keys.cipher.hash(id, phoneAt(number));
    await world.keys.cipher.globalHash(phoneAt(number));
  }
  await world.pass(3700);
  await walkOn(world);
  if (await isChanging(world)) {
    const [row] = await world.db.sql`select public.rotation_health() as standing`;
    return world.report("a change of the index key comes to its end", JSON.stringify(row));
  }
  await endKeyChange(world);
  world.tally.add("keys changed");
}

async function walkOn(world: World): Promise<void> {
  for (let runs = 0; runs < mostRuns && await hasToMove(world); runs++) await moveNumbers(world, {});
}

async function hasToMove(world: World): Promise<boolean> {
  await world.syncClock();
  const [row] = await world.db.sql<{ due: boolean }[]>`
    select exists (select from private.phone_rotations r
      where r.finished_at is null and private.walks_at(r) <= private.current_time()) as due`;
  return row?.due ?? false;
}

async function isChanging(world: World): Promise<boolean> {
  const [row] = await world.db.sql<{ goes_on: boolean }[]>`
    select exists (select from private.phone_rotations r where r.finished_at is null) as goes_on`;
  return row?.goes_on ?? false;
}
