import type { ServiceDatabase } from "../_shared/platform/database.ts";
import { type AnswerStore, createAnswerStore } from "./middleware/answer-store.ts";
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
