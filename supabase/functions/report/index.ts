import { serveConfigured } from "../_shared/platform/http/serve-configured.ts";
import { createApp } from "./app.ts";

export default { fetch: serveConfigured({ functionName: "report", createApp }) };
