import { OpenAPIHono } from "@hono/zod-openapi";
import type { Dependencies } from "../_shared/dependencies.ts";
import { authenticateUser } from "../_shared/platform/http/authenticate-user.ts";
import { limitBody } from "../_shared/platform/http/body-limit.ts";
import { allowBrowsers } from "../_shared/platform/http/cors.ts";
import { onError, onNotFound } from "../_shared/platform/http/error-response.ts";
import { malformed } from "../_shared/platform/errors.ts";
import { logRequests } from "../_shared/platform/http/log-requests.ts";
import { identifyRequest } from "../_shared/platform/http/request-id.ts";
import { type App, type AppDeps, type AppEnv, createUserStores } from "./context.ts";
import { explainProblems } from "./shared/explain-problems.ts";
import { refuseWrongMethods } from "./middleware/refuse-wrong-methods.ts";
import { resolveOrganization } from "./middleware/resolve-organization.ts";
import { serveDescription } from "./openapi.ts";
import { registerListContacts } from "./contacts/list.ts";
import { registerSyncContacts } from "./contacts/sync.ts";
import { registerDeleteIntegration } from "./integrations/delete.ts";
import { registerGetIntegration } from "./integrations/get.ts";
import { registerPutIntegration } from "./integrations/put.ts";
import { registerTestIntegration } from "./integrations/run-test.ts";
import { registerListEntries } from "./outbox/list.ts";
import { registerResendEntry } from "./outbox/resend.ts";
import { registerChangeRule } from "./rules/change.ts";
import { registerCreateRule } from "./rules/create.ts";
import { registerDeleteRule } from "./rules/delete.ts";
import { registerGetRule } from "./rules/get.ts";
import { registerListRules } from "./rules/list.ts";
import { registerPreviewRule } from "./rules/preview.ts";
import { registerCancelSchedule } from "./schedules/cancel.ts";
import { registerChangeSchedule } from "./schedules/change.ts";
import { registerCreateSchedule } from "./schedules/create.ts";
import { registerDeleteSchedule } from "./schedules/delete.ts";
import { registerExecuteSchedule } from "./schedules/execute.ts";
import { registerGetScheduleStatistics } from "./schedules/get-statistics.ts";
import { registerGetSchedule } from "./schedules/get.ts";
import { registerListDueSchedules } from "./schedules/list-due.ts";
import { registerListSchedules } from "./schedules/list.ts";
import { registerResolveSchedule } from "./schedules/resolve.ts";
import { registerTriggerOverdueSchedules } from "./schedules/trigger-overdue.ts";

const maxBodyBytes = 64 * 1024;

/** The API of CONTRACT §4. Every request of an organisation is signed in and a member's before a route sees it. */
export function createApp(given: Dependencies & Partial<AppDeps>): App {
  const deps: AppDeps = { ...createUserStores(given.db), ...given };
  const app = new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success) throw malformed(explainProblems(result.error));
    },
  }).basePath("/call-scheduling");
  app.onError(onError);
  app.notFound(onNotFound);
  app.use(identifyRequest(deps.log), allowBrowsers(), logRequests(), limitBody(maxBodyBytes));
  app.use(refuseWrongMethods(() => app.routes));
  serveDescription(app);
  app.use("/:org_slug/*", authenticateUser(deps.settings), resolveOrganization(deps));

  registerListSchedules(app);
  registerCreateSchedule(app);
  // Before the routes with an id, which their paths would fit as well.
  registerGetScheduleStatistics(app);
  registerListDueSchedules(app);
  registerTriggerOverdueSchedules(app);
  registerGetSchedule(app);
  registerChangeSchedule(app);
  registerDeleteSchedule(app);
  registerCancelSchedule(app);
  registerExecuteSchedule(app);
  registerResolveSchedule(app);
  registerListRules(app);
  registerCreateRule(app);
  registerGetRule(app);
  registerChangeRule(app);
  registerDeleteRule(app);
  registerPreviewRule(app);
  registerListContacts(app);
  registerSyncContacts(app);
  registerGetIntegration(app);
  registerPutIntegration(app);
  registerDeleteIntegration(app);
  registerTestIntegration(app);
  registerListEntries(app);
  registerResendEntry(app);
  return app;
}
