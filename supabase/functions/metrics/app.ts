import { Hono } from "hono";
import * as z from "zod";
import { codes } from "../_shared/platform/codes.ts";
import type { ServiceDatabase } from "../_shared/platform/database.ts";
import { createFunctionCaller } from "../_shared/platform/function-caller.ts";
import { onError, onNotFound } from "../_shared/platform/http/error-response.ts";
import { logRequests } from "../_shared/platform/http/log-requests.ts";
import { identifyRequest, type RequestVariables } from "../_shared/platform/http/request-id.ts";
import type { Logger } from "../_shared/platform/log.ts";
import type { Settings } from "../_shared/platform/settings.ts";
import { authenticateMonitor } from "./authenticate-monitor.ts";
import { renderMetrics } from "./render-metrics.ts";

const samplesSchema = z.array(z.object({
  metric: z.enum(codes.metric),
  labels: z.record(z.string(), z.string()),
  value: z.number(),
}));

export interface MetricsDeps {
  settings: Settings;
  log: Logger;
  db: ServiceDatabase;
}

/** `GET /metrics` (CONTRACT §11): what Postgres knows, since isolates share nothing, in Prometheus' text format. */
export function createApp({ settings, log, db }: MetricsDeps) {
  const call = createFunctionCaller(db);
  const app = new Hono<{ Variables: RequestVariables }>().basePath("/metrics");
  app.onError(onError);
  app.notFound(onNotFound);
  app.use("*", identifyRequest(log), logRequests(), authenticateMonitor(settings));
  app.get("/", async (c) => {
    const samples = await call(samplesSchema, "read_metrics", {
      p_by_organization: settings.metricsByOrganization,
    });
    return c.body(renderMetrics(samples), 200, {
      "content-type": "text/plain; version=0.0.4; charset=utf-8",
      "cache-control": "no-store",
    });
  });
  return app;
}
