import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Dependencies } from "../_shared/dependencies.ts";
import type { Database, ServiceDatabase } from "../_shared/platform/database.ts";
import type { UserVariables } from "../_shared/platform/http/authenticate-user.ts";
import type { SyncWait } from "./contacts/await-sync.ts";
import { type AnswerStore, createAnswerStore } from "./middleware/answer-store.ts";
import type { Organization } from "./organizations/enter-organization.ts";
import { createRuleStore, type RuleStore } from "./rules/rule-store.ts";
import { type BookingStore, createBookingStore } from "./schedules/booking-store.ts";

/** What users write, through SQL functions that look at their right. */
export interface UserStores {
  bookings: BookingStore;
  rules: RuleStore;
  /** The kept answers of `Idempotency-Key`. */
  answers: AnswerStore;
}

export function createUserStores(db: ServiceDatabase): UserStores {
  return { bookings: createBookingStore(db), rules: createRuleStore(db), answers: createAnswerStore(db) };
}

/** What the function needs from outside. */
export type AppDeps = Dependencies & UserStores & { syncWait?: SyncWait };

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
export type App = OpenAPIHono<AppEnv>;
