import { Hono } from "hono";
import { createBolnaClient } from "../_shared/bolna/client.ts";
import { createCallStore } from "../_shared/calls/call-store.ts";
import { createCrmStore } from "../_shared/contacts/crm-store.ts";
import { createServiceClient } from "../_shared/platform/database.ts";
import { createPhoneCipher } from "../_shared/phone/phone-cipher.ts";
import { isSchedulerEnabled, type Settings } from "../_shared/platform/settings.ts";
import { createContactCheck } from "../_shared/contacts/check-contact.ts";
import { coalesceRings } from "../_shared/platform/doorbell.ts";
import { runLingeringSweep, runSweepOnce, type SweepDeps } from "../_shared/calls/run-sweep.ts";
import { authenticateMachine } from "../_shared/platform/http/authenticate-machine.ts";
import { runInBackground } from "../_shared/platform/background.ts";
import { onError, onNotFound } from "../_shared/platform/http/error-response.ts";
import { identifyRequest, type RequestVariables } from "../_shared/platform/http/request-id.ts";
import type { Logger } from "../_shared/platform/log.ts";
import { ringSweep } from "./ring-sweep.ts";

/** `POST /sweep` (CONTRACT §5): 202 and the pass goes on in the background, or with `?wait=true` 200 and its counts. */
export function createApp(settings: Settings, log: Logger, deps = createDeps(settings, log)) {
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

function createDeps(settings: Settings, log: Logger): SweepDeps {
  const { bolnaApiUrl: apiUrl, bolnaApiKey: apiKey, bolnaCallsPath: callsPath } = settings;
  const db = createServiceClient(settings);
  const cipher = createPhoneCipher(settings);
  return {
    settings,
    log,
    store: createCallStore(db, settings),
    bolna: createBolnaClient({ apiUrl, apiKey, callsPath }),
    cipher,
    checkContact: createContactCheck({ settings, crm: createCrmStore(db), cipher, log }),
    now: () => new Date(),
    random: Math.random,
    // Read anew each time: the switch must work on a worker that is already up.
    isEnabled: () => isSchedulerEnabled(Deno.env.get("CALL_SCHEDULER_ENABLED")),
    ringAgain: () => ringSweep(settings, log),
  };
}
