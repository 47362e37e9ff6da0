import { type DeliverDeps, deliverEvents } from "../_shared/webhooks/deliver-events.ts";
import type { Dependencies } from "../_shared/dependencies.ts";
import { coalesceRings } from "../_shared/platform/doorbell.ts";
import { createWorkerApp } from "../_shared/platform/http/worker-app.ts";

/** How long one pass takes on work, in seconds: what the shortest-lived hosted worker is sure to have. */
const budgetSeconds = 45;

/** `POST /deliver`: tells the endpoints of organisations and operator what waits for them. */
export function createApp(given: Dependencies & Pick<DeliverDeps, "resolve" | "timeoutMs">) {
  const { settings, log, workers } = given;
  const ringDue = coalesceRings(async () => {
    const { finished } = await runPass(given);
    if (!finished) await workers.ring("deliveries");
  });
  return createWorkerApp({
    name: "deliver",
    settings,
    log,
    run: ringDue,
    finish: () => runPass(given),
  });
}

async function runPass(deps: Dependencies & Pick<DeliverDeps, "resolve" | "timeoutMs">) {
  const { workers, now, log } = deps;
  const until = now().getTime() + budgetSeconds * 1000;
  const run = await workers.beginRun("deliveries", `deliver-${crypto.randomUUID()}`);
  const pass = await deliverEvents({ ...deps, isOver: () => now().getTime() >= until });
  await workers.finishRun(run, { ...pass, finished: Number(pass.finished) });
  log.info("deliveries_finished", { ...pass });
  return pass;
}
