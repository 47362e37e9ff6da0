import { Hono } from "hono";
import type { Dependencies } from "../_shared/dependencies.ts";
import { coalesceRings } from "../_shared/platform/doorbell.ts";
import { runLingeringSweep, runSweepOnce, type SweepDeps } from "../_shared/calls/run-sweep.ts";
import { authenticateMachine } from "../_shared/platform/http/authenticate-machine.ts";
import { runInBackground } from "../_shared/platform/background.ts";
import { onError, onNotFound } from "../_shared/platform/http/error-response.ts";
import { identifyRequest, type RequestVariables } from "../_shared/platform/http/request-id.ts";
import { ringSweep } from "./ring-sweep.ts";

/** `POST /sweep` (CONTRACT §5): 202 and the pass goes on in the background, or with `?wait=true` 200 and its counts. */
export function createApp(given: Dependencies & Partial<SweepDeps>) {
  const { settings, log } = given;
  const deps: SweepDeps = { ringAgain: () => ringSweep(settings, log), ...given };
  const ring = coalesceRings(async (bell) => {
    await runLingeringSweep(deps, bell);
  });
  const app = new Hono<{ Variables: RequestVariables }>().basePath("/sweep");
  app.onError(onError);
  app.notFound(onNotFound);
  app.use("*", identifyRequest(log), authenticateMachine(settings));
  app.post("/", async (c) => {
    if (c.req.query("wait") === "true") {
      return c.json({ success: true, ...await runSweepOnce({ ...deps, log: c.get("log") }) });
    }
    runInBackground(ring(), c.get("log"));
    return c.json({ success: true, accepted: true }, 202);
  });
  return app;
}
