import { createServiceClient } from "../_shared/platform/database.ts";
import { serveConfigured } from "../_shared/platform/http/serve-configured.ts";
import { createApp } from "./app.ts";

export default {
  fetch: serveConfigured({
    functionName: "metrics",
    createApp: (settings, log) => createApp({ settings, log, db: createServiceClient(settings) }),
  }),
};
