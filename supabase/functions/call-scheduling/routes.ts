import type { App } from "./context.ts";
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

/** Every route of the API; what stands before them is `createApp`'s. */
export function registerRoutes(app: App): void {
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
}
