import { Hono } from "hono";
import { reportDocument } from "../_shared/reports/report-document.ts";
import { malformed } from "../_shared/platform/errors.ts";
import { authenticateMachine } from "../_shared/platform/http/authenticate-machine.ts";
import { limitBody } from "../_shared/platform/http/body-limit.ts";
import { onError, onNotFound } from "../_shared/platform/http/error-response.ts";
import { logRequests } from "../_shared/platform/http/log-requests.ts";
import { readJson } from "../_shared/platform/http/read-json.ts";
import { identifyRequest, type RequestVariables } from "../_shared/platform/http/request-id.ts";
import type { Logger } from "../_shared/platform/log.ts";
import type { Settings } from "../_shared/platform/settings.ts";
import { renderReport } from "./render-report.ts";

const maxBodyBytes = 4 * 1024 * 1024;

/**
 * `POST /report` with a secret key: the figures of a report as one printable HTML file. A function of its own for its plotting
 * library, which the API's workers need not load; it reads nothing and is told nothing but the figures.
 */
export function createApp(settings: Settings, log: Logger) {
  const app = new Hono<{ Variables: RequestVariables }>().basePath("/report");
  app.onError(onError);
  app.notFound(onNotFound);
  app.use("*", identifyRequest(log), logRequests(), authenticateMachine(settings), limitBody(maxBodyBytes));
  app.post("/", async (c) => {
    const parsed = reportDocument.safeParse(await readJson(c));
    if (!parsed.success) throw malformed("It is not a report.");
    return c.html(await renderReport(parsed.data));
  });
  return app;
}
