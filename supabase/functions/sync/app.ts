import { Hono } from "hono";
import type { Dependencies } from "../_shared/dependencies.ts";
import { finishSync } from "./finish-sync.ts";
import { runSync, type SyncDeps } from "./run-sync.ts";
import { writeBack } from "../_shared/write-back/write-back.ts";
import { coalesceRings } from "../_shared/platform/doorbell.ts";
import { authenticateMachine } from "../_shared/platform/http/authenticate-machine.ts";
import { runInBackground } from "../_shared/platform/background.ts";
import { onError, onNotFound } from "../_shared/platform/http/error-response.ts";
import { identifyRequest, type RequestVariables } from "../_shared/platform/http/request-id.ts";

/**
 * `POST /sync` (CONTRACT §5): every connected organisation is read once, or with `?only=due` what is due. 202 and the round
 * goes on in the background, or with `?wait=true` 200 and its counts.
 */
export function createApp(given: Dependencies) {
  const { settings, log } = given;
  const deps: SyncDeps = { ...given, writeBack: (isOver) => writeBack({ ...given, isOver }) };
  const ringDue = coalesceRings(async () => {
    await pass(deps, true);
  });
  const app = new Hono<{ Variables: RequestVariables }>().basePath("/sync");
  app.onError(onError);
  app.notFound(onNotFound);
  app.use("*", identifyRequest(log), authenticateMachine(settings));
  app.post("/", async (c) => {
    const onlyDue = c.req.query("only") === "due";
    const requestDeps = { ...deps, log: c.get("log") };
    if (c.req.query("wait") === "true") {
      return c.json({ success: true, ...await finishSync(requestDeps, { onlyDue }) });
    }
    runInBackground(onlyDue ? ringDue() : pass(requestDeps, false), c.get("log"));
    return c.json({ success: true, accepted: true }, 202);
  });
  return app;
}

/** One pass; where there is more to do, a fresh worker is rung for. */
async function pass(deps: SyncDeps, onlyDue: boolean): Promise<void> {
  const { finished } = await runSync(deps, { onlyDue, notBefore: await deps.contacts.readTime() });
  if (!finished) await deps.contacts.ringSyncAgain();
}
