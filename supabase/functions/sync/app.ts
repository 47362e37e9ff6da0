import type { Dependencies } from "../_shared/dependencies.ts";
import { finishSync } from "./finish-sync.ts";
import { runRotation } from "./run-rotation.ts";
import { runSync, type SyncDeps } from "./run-sync.ts";
import { writeBack } from "../_shared/write-back/write-back.ts";
import { coalesceRings } from "../_shared/platform/doorbell.ts";
import { createWorkerApp, type WorkerRequest } from "../_shared/platform/http/worker-app.ts";

/**
 * `POST /sync`: every connected organisation is read once, or with `?only=due` what is due. With `?only=rotation` it is another
 * worker: numbers go to a new key.
 */
export function createApp(given: Dependencies) {
  const { settings, log } = given;
  const deps: SyncDeps = { ...given, writeBack: (isOver) => writeBack({ ...given, isOver }) };
  const ringDue = coalesceRings(async () => {
    await pass(deps, true);
  });
  const ringRotation = coalesceRings(async () => {
    const { finished } = await runRotation(given);
    if (!finished) await given.workers.ring("rotation");
  });
  const isRotation = ({ query }: WorkerRequest) => query("only") === "rotation";
  const isOnlyDue = ({ query }: WorkerRequest) => query("only") === "due";
  return createWorkerApp({
    name: "sync",
    settings,
    log,
    run: (request) => {
      if (isRotation(request)) return ringRotation();
      return isOnlyDue(request) ? ringDue() : pass({ ...deps, log: request.log }, false);
    },
    finish: (request) =>
      isRotation(request)
        ? runRotation(given)
        : finishSync({ ...deps, log: request.log }, { onlyDue: isOnlyDue(request) }),
  });
}

/** One pass; where there is more to do, a fresh worker is rung for. */
async function pass(deps: SyncDeps, onlyDue: boolean): Promise<void> {
  const { finished } = await runSync(deps, { onlyDue, notBefore: await deps.contacts.readTime() });
  if (!finished) await deps.workers.ring("sync");
}
