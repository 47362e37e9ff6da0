import { composeDependencies } from "../_shared/dependencies.ts";
import { serveConfigured } from "../_shared/platform/http/serve-configured.ts";
import { createApp } from "./app.ts";
import { createSdkTransport } from "./sdk-transport.ts";

export default {
  fetch: serveConfigured({
    functionName: "sync",
    createApp: (settings, log) =>
      createApp(composeDependencies(settings, log, { openTransport: createSdkTransport })),
  }),
};
