import type { AppEnv } from "../../supabase/functions/call-scheduling/context.ts";
import { serveDescription } from "../../supabase/functions/call-scheduling/openapi.ts";
import { registerRoutes } from "../../supabase/functions/call-scheduling/routes.ts";
import { ApiApp } from "../../supabase/functions/call-scheduling/shared/api-app.ts";

/** The OpenAPI document as the function serves it, as JSON. Needs no database and no settings: no route is asked. */
export async function describeApi(): Promise<string> {
  const app = new ApiApp<AppEnv>("/call-scheduling");
  serveDescription(app);
  registerRoutes(app);
  const answer = await app.request("/call-scheduling/openapi.json");
  return await answer.text();
}
