import { OpenAPIHono } from "@hono/zod-openapi";
import { authenticateUser } from "../_shared/http/authenticate-user.ts";
import { limitBody } from "../_shared/http/body-limit.ts";
import { allowBrowsers } from "../_shared/http/cors.ts";
import { onError, onNotFound } from "../_shared/http/error-response.ts";
import { malformed } from "../_shared/http/errors.ts";
import { logRequests } from "../_shared/http/log-requests.ts";
import { identifyRequest } from "../_shared/http/request-id.ts";
import type { App, AppDeps, AppEnv } from "./context.ts";
import { explainProblems } from "./explain-problems.ts";
import { refuseWrongMethods } from "./middleware/refuse-wrong-methods.ts";
import { resolveOrganization } from "./middleware/resolve-organization.ts";
import { serveDescription } from "./openapi.ts";
import { registerCancelSchedule } from "./routes/cancel-schedule.ts";
import { registerChangeRule } from "./routes/change-rule.ts";
import { registerChangeSchedule } from "./routes/change-schedule.ts";
import { registerCreateRule } from "./routes/create-rule.ts";
import { registerCreateSchedule } from "./routes/create-schedule.ts";
import { registerDeleteIntegration } from "./routes/delete-integration.ts";
import { registerDeleteRule } from "./routes/delete-rule.ts";
import { registerDeleteSchedule } from "./routes/delete-schedule.ts";
import { registerExecuteSchedule } from "./routes/execute-schedule.ts";
import { registerGetIntegration } from "./routes/get-integration.ts";
import { registerGetRule } from "./routes/get-rule.ts";
import { registerGetSchedule } from "./routes/get-schedule.ts";
import { registerGetStatistics } from "./routes/get-statistics.ts";
import { registerListContacts } from "./routes/list-contacts.ts";
import { registerListDueSchedules } from "./routes/list-due-schedules.ts";
import { registerListOutbox } from "./routes/list-outbox.ts";
import { registerListRules } from "./routes/list-rules.ts";
import { registerListSchedules } from "./routes/list-schedules.ts";
import { registerPreviewRule } from "./routes/preview-rule.ts";
import { registerPutIntegration } from "./routes/put-integration.ts";
import { registerResendEntry } from "./routes/resend-entry.ts";
import { registerResolveSchedule } from "./routes/resolve-schedule.ts";
import { registerSyncContacts } from "./routes/sync-contacts.ts";
import { registerTestIntegration } from "./routes/test-integration.ts";
import { registerTriggerOverdue } from "./routes/trigger-overdue.ts";

const maxBodyBytes = 64 * 1024;

/** The API of CONTRACT §4. Every request of an organisation is signed in and a member's before a route sees it. */
export function createApp(deps: AppDeps): App {
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
  app.use("/:org_slug/*", authenticateUser(deps.settings), resolveOrganization());

  registerListSchedules(app, deps);
  registerCreateSchedule(app, deps);
  // Before the routes with an id, which their paths would fit as well.
  registerGetStatistics(app, deps);
  registerListDueSchedules(app, deps);
  registerTriggerOverdue(app, deps);
  registerGetSchedule(app, deps);
  registerChangeSchedule(app, deps);
  registerDeleteSchedule(app, deps);
  registerCancelSchedule(app, deps);
  registerExecuteSchedule(app, deps);
  registerResolveSchedule(app, deps);
  registerListRules(app);
  registerCreateRule(app, deps);
  registerGetRule(app);
  registerChangeRule(app);
  registerDeleteRule(app);
  registerPreviewRule(app, deps);
  registerListContacts(app, deps);
  registerSyncContacts(app, deps);
  registerGetIntegration(app, deps);
  registerPutIntegration(app, deps);
  registerDeleteIntegration(app, deps);
  registerTestIntegration(app, deps);
  registerListOutbox(app);
  registerResendEntry(app, deps);
  return app;
}
