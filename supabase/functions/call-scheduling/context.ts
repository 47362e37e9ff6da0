import type { Dependencies } from "../_shared/dependencies.ts";
import type { RenderReport } from "../_shared/reports/ask-renderer.ts";
import type { Database } from "../_shared/platform/database.ts";
import type { UserVariables } from "../_shared/platform/http/authenticate-user.ts";
import type { Resolve } from "../_shared/webhooks/find-address.ts";
import type { SyncWait } from "./contacts/await-sync.ts";
import type { Organization } from "./organizations/enter-organization.ts";
import type { ApiApp } from "./shared/api-app.ts";
import type { UserStores } from "./user-stores.ts";

/** What the function needs from outside. */
export type AppDeps = Dependencies & UserStores & {
  syncWait?: SyncWait;
  resolve?: Resolve;
  renderReport?: RenderReport;
};

/** What a service works with: what the function needs from outside, and on whose behalf it is asked. Its log names the request. */
export type ServiceContext = Omit<AppDeps, "db"> & {
  requestId: string;
  userId: string;
  /** Acts as the caller; what the stores in it ask acts as the service role. */
  db: Database;
  organization: Organization;
  orgId: string;
  /** The id that what this request creates must get: the same one when the request is repeated with its key. */
  resourceId: string;
};

/** `orgId` is for the request's line in the log. */
export type AppVariables = UserVariables & { ctx: ServiceContext; orgId: string };
export type AppEnv = { Variables: AppVariables };
export type App = ApiApp<AppEnv>;
