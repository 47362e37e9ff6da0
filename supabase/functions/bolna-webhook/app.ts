import { Hono } from "hono";
import type { Dependencies } from "../_shared/dependencies.ts";
import { webhookSchema } from "../_shared/bolna/schemas.ts";
import { receiveEvent } from "../_shared/calls/receive-event.ts";
import { runInBackground } from "../_shared/platform/background.ts";
import { limitBody } from "../_shared/platform/http/body-limit.ts";
import { onError, onNotFound } from "../_shared/platform/http/error-response.ts";
import { malformed } from "../_shared/platform/errors.ts";
import { readJson } from "../_shared/platform/http/read-json.ts";
import { identifyRequest, type RequestVariables } from "../_shared/platform/http/request-id.ts";
import { authenticateBolna } from "./authenticate-bolna.ts";

const maxBodyBytes = 1024 * 1024;

/** Bolna's record can lag behind its webhook for seconds; a call still live after these is left to the follow-up. */
const rereadPausesMs = [1000, 3000];

/**
 * `POST /bolna-webhook` (CONTRACT §5): 200 once the event is stored, known or not; what follows from it is done after the
 * answer, because Bolna takes a slow one for a failure. 503 when it could not be stored, so that it is sent again.
 */
export function createApp(deps: Dependencies) {
  const { settings, log } = deps;
  const app = new Hono<{ Variables: RequestVariables }>().basePath("/bolna-webhook");
  app.onError(onError);
  app.notFound(onNotFound);
  app.use("*", identifyRequest(log), authenticateBolna(settings), limitBody(maxBodyBytes));
  app.post("/", async (c) => {
    const parsed = webhookSchema.safeParse(await readJson(c));
    if (!parsed.success) throw malformed("Send an execution as a JSON object with an id and a status.");
    const rest = await receiveEvent({ ...deps, log: c.get("log") }, parsed.data, rereadPausesMs);
    if (rest !== null) runInBackground(rest(), c.get("log"));
    return c.json({ success: true });
  });
  return app;
}
