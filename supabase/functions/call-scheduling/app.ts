import type { Context } from "hono";
import type { Dependencies } from "../_shared/dependencies.ts";
import { authenticateUser } from "../_shared/platform/http/authenticate-user.ts";
import { limitBody } from "../_shared/platform/http/body-limit.ts";
import { allowBrowsers } from "../_shared/platform/http/cors.ts";
import { onError, onNotFound } from "../_shared/platform/http/error-response.ts";
import { logRequests } from "../_shared/platform/http/log-requests.ts";
import { identifyRequest } from "../_shared/platform/http/request-id.ts";
import type { App, AppDeps, AppEnv } from "./context.ts";
import { ApiApp } from "./shared/api-app.ts";
import { refuseWrongMethods } from "./middleware/refuse-wrong-methods.ts";
import { resolveOrganization } from "./middleware/resolve-organization.ts";
import { serveDescription } from "./openapi.ts";
import { registerRoutes } from "./routes.ts";
import { createUserStores } from "./user-stores.ts";

const maxBodyBytes = 64 * 1024;
/** Of a file with 50 000 rows, in UTF-16 too. */
const maxFileBytes = 8 * 1024 * 1024;
/** Of an audience, which may have many columns that are not read. */
const maxAudienceBytes = 16 * 1024 * 1024;

function bodyBytes({ req: { method, path } }: Context): number {
  if (method === "POST" && path.endsWith("/suppressions/import")) return maxFileBytes;
  if (method === "PUT" && path.endsWith("/audience")) return maxAudienceBytes;
  if (method === "PUT" && /\/audience\/[^/]+\/parts\/\d+$/.test(path)) return maxFileBytes;
  return maxBodyBytes;
}

/** The API of CONTRACT §4. Every request of an organisation is signed in and a member's before a route sees it. */
export function createApp(given: Dependencies & Partial<AppDeps>): App {
  const deps: AppDeps = { ...createUserStores(given.db), ...given };
  const app = new ApiApp<AppEnv>("/call-scheduling");
  app.onError(onError);
  app.notFound(onNotFound);
  app.use(identifyRequest(deps.log), allowBrowsers(), logRequests(), limitBody(bodyBytes));
  app.use(refuseWrongMethods(() => app.routes));
  serveDescription(app);
  app.use(`${app.base}/:org_slug/*`, authenticateUser(deps.settings), resolveOrganization(deps));

  registerRoutes(app);
  return app;
}
