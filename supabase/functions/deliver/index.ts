import { composeDependencies } from "../_shared/dependencies.ts";
import { serveConfigured } from "../_shared/platform/http/serve-configured.ts";
import { createApp } from "./app.ts";

export default {
  fetch: serveConfigured({
    functionName: "deliver",
    createApp: (settings, log) => createApp(composeDependencies(settings, log)),
  }),
};
