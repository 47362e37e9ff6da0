import type { ServiceDatabase } from "../_shared/platform/database.ts";
import { type AudienceStore, createAudienceStore } from "./campaigns/audience-store.ts";
import { type CampaignStore, createCampaignStore } from "./campaigns/campaign-store.ts";
import { type AnswerStore, createAnswerStore } from "./middleware/answer-store.ts";
import { createDryRunStore, type DryRunStore } from "./campaigns/dry-run-store.ts";
import { createPersonStore, type PersonStore } from "./privacy/person-store.ts";
import { createPolicyStore, type PolicyStore } from "./policy/policy-store.ts";
import { createRuleStore, type RuleStore } from "./rules/rule-store.ts";
import { type BookingStore, createBookingStore } from "./schedules/booking-store.ts";
import { type ConsentStore, createConsentStore } from "./consents/consent-store.ts";
import { createSuppressionStore, type SuppressionStore } from "./suppressions/suppression-store.ts";
import { createWebhookStore, type WebhookStore } from "./webhooks/webhook-store.ts";

/** What users write, through SQL functions that look at their right. */
export interface UserStores {
  bookings: BookingStore;
  campaigns: CampaignStore;
  dryRuns: DryRunStore;
  audiences: AudienceStore;
  people: PersonStore;
  policies: PolicyStore;
  rules: RuleStore;
  suppressions: SuppressionStore;
  consents: ConsentStore;
  webhooks: WebhookStore;
  /** The kept answers of `Idempotency-Key`. */
  answers: AnswerStore;
}

export function createUserStores(db: ServiceDatabase): UserStores {
  return {
    bookings: createBookingStore(db),
    campaigns: createCampaignStore(db),
    dryRuns: createDryRunStore(db),
    audiences: createAudienceStore(db),
    people: createPersonStore(db),
    policies: createPolicyStore(db),
    rules: createRuleStore(db),
    suppressions: createSuppressionStore(db),
    consents: createConsentStore(db),
    webhooks: createWebhookStore(db),
    answers: createAnswerStore(db),
  };
}
