import type { Dependencies } from "../_shared/dependencies.ts";
import { runLingeringSweep, runSweepOnce, type SweepDeps } from "../_shared/calls/run-sweep.ts";
import { coalesceRings } from "../_shared/platform/doorbell.ts";
import { createWorkerApp } from "../_shared/platform/http/worker-app.ts";

/** `POST /sweep`: a pass that stays on for what falls due before the next tick, or one to wait for. */
export function createApp(given: Dependencies & Partial<SweepDeps>) {
  const { settings, log, workers } = given;
  const deps: SweepDeps = {
    ringAgain: async () => {
      await workers.ring("sweep");
    },
    ...given,
  };
  const ring = coalesceRings(async (bell) => {
    await runLingeringSweep(deps, bell);
  });
  return createWorkerApp({
    name: "sweep",
    settings,
    log,
    run: ring,
    finish: (request) => runSweepOnce({ ...deps, log: request.log }),
  });
}
