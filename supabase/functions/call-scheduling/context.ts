import type { OpenAPIHono } from "@hono/zod-openapi";
import type { ConnectionStore } from "../_shared/contacts/connection-store.ts";
import type { CrmStore } from "../_shared/contacts/crm-store.ts";
import type { PhoneCipher } from "../_shared/phone/phone-cipher.ts";
import type { Settings } from "../_shared/platform/settings.ts";
import type { DispatchDeps } from "../_shared/calls/types.ts";
import type { UserVariables } from "../_shared/platform/http/authenticate-user.ts";
import type { Logger } from "../_shared/platform/log.ts";
import type { Organization } from "./organizations/find-organization.ts";

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
  /** How long `contacts/sync?wait=true` waits, and how often it looks. */
  syncWait: { seconds: number; everyMs: number };
};

export type AppVariables = UserVariables & {
  orgId: string;
  organization: Organization;
  /** The id that what this request creates must get: the same one when the request is repeated with its key. */
  resourceId: string;
};

export type AppEnv = { Variables: AppVariables };
export type App = OpenAPIHono<AppEnv>;
