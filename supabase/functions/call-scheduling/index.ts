import { serveConfigured } from "../_shared/platform/http/serve-configured.ts";
import { createApp } from "./app.ts";
import { readDeps } from "./deps.ts";

export default {
  fetch: serveConfigured({
    functionName: "call-scheduling",
    createApp: (settings, log) => createApp(readDeps(settings, log)),
  }),
};
