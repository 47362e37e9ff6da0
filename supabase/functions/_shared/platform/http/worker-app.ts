import { Hono } from "hono";
import { runInBackground } from "../background.ts";
import type { Logger } from "../log.ts";
import type { Settings } from "../settings.ts";
import { authenticateMachine } from "./authenticate-machine.ts";
import { onError, onNotFound } from "./error-response.ts";
import { identifyRequest, type RequestVariables } from "./request-id.ts";

/** One request to a worker. */
export interface WorkerRequest {
  /** A parameter of its query. */
  query: (name: string) => string | undefined;
  /** Names the request in each line. */
  log: Logger;
}

export interface WorkerAppOptions {
  /** Of the function. */
  name: string;
  settings: Settings;
  log: Logger;
  /** What goes on behind the answer. */
  run: (request: WorkerRequest) => Promise<void>;
  /** The same to its end, with `?wait=true`: its counts are the answer. */
  finish: (request: WorkerRequest) => Promise<object>;
}

/**
 * The HTTP side of every background worker (CONTRACT §5): `POST /<name>` with a secret key is answered 202 and the run goes
 * on in the background, since pg_net waits for nobody; with `?wait=true` 200 after it, and its counts.
 *
 * @example createWorkerApp({ name: "sweep", settings, log, run: () => ring(), finish: () => runSweepOnce(deps) })
 */
export function createWorkerApp({ name, settings, log, run, finish }: WorkerAppOptions) {
  const app = new Hono<{ Variables: RequestVariables }>().basePath(`/${name}`);
  app.onError(onError);
  app.notFound(onNotFound);
  app.use("*", identifyRequest(log), authenticateMachine(settings));
  app.post("/", async (c) => {
    const request = { query: (parameter: string) => c.req.query(parameter), log: c.get("log") };
    if (request.query("wait") === "true") return c.json({ success: true, ...await finish(request) });
    runInBackground(run(request), request.log);
    return c.json({ success: true, accepted: true }, 202);
  });
  return app;
}
