import { serveConfigured } from "../_shared/http/serve-configured.ts";
import { createApp } from "./app.ts";

export default { fetch: serveConfigured({ functionName: "sync", createApp }) };
