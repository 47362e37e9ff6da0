import type { OpenAPIHono } from "@hono/zod-openapi";
import type { ConnectionStore } from "../_shared/contacts/connection-store.ts";
import type { CrmStore } from "../_shared/contacts/crm-store.ts";
import type { PhoneCipher } from "../_shared/phone/phone-cipher.ts";
import type { Database } from "../_shared/platform/database.ts";
import type { Settings } from "../_shared/platform/settings.ts";
import type { DispatchDeps } from "../_shared/calls/types.ts";
import type { UserVariables } from "../_shared/platform/http/authenticate-user.ts";
import type { Logger } from "../_shared/platform/log.ts";
import type { AnswerStore } from "./middleware/answer-store.ts";
import type { Organization } from "./organizations/find-organization.ts";
import type { RuleStore } from "./rules/rule-store.ts";
import type { BookingStore } from "./schedules/booking-store.ts";

/** What the function needs from outside. */
export type AppDeps = {
  settings: Settings;
  cipher: PhoneCipher;
  log: Logger;
  now: () => Date;
  /** The switch CALL_SCHEDULER_ENABLED, read anew each time so that throwing it works at once. */
  isSchedulerEnabled: () => boolean;
  dispatch: DispatchDeps;
  crm: CrmStore;
  connections: ConnectionStore;
  bookings: BookingStore;
  rules: RuleStore;
  /** The kept answers of `Idempotency-Key`. */
  answers: AnswerStore;
  /** How long `contacts/sync?wait=true` waits, and how often it looks. */
  syncWait: { seconds: number; everyMs: number };
};

/** What a service works with: what the function needs from outside, and on whose behalf it is asked. Its log names the request. */
export type ServiceContext = AppDeps & {
  requestId: string;
  userId: string;
  /** Acts as the caller. */
  db: Database;
  organization: Organization;
  orgId: string;
  /** The id that what this request creates must get: the same one when the request is repeated with its key. */
  resourceId: string;
};

/** `orgId` is for the request's line in the log. */
export type AppVariables = UserVariables & { ctx: ServiceContext; orgId: string };
export type AppEnv = { Variables: AppVariables };
export type App = OpenAPIHono<AppEnv>;
