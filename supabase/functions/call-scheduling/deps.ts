import { createBolnaClient } from "../_shared/bolna/client.ts";
import { createCallStore } from "../_shared/calls/call-store.ts";
import { createConnectionStore } from "../_shared/contacts/connection-store.ts";
import { createCrmStore } from "../_shared/contacts/crm-store.ts";
import { createServiceClient } from "../_shared/platform/database.ts";
import { createPhoneCipher } from "../_shared/phone/phone-cipher.ts";
import { isSchedulerEnabled, type Settings } from "../_shared/platform/settings.ts";
import { createContactCheck } from "../_shared/contacts/check-contact.ts";
import type { Logger } from "../_shared/platform/log.ts";
import { syncWait } from "./contacts/await-sync.ts";
import type { AppDeps } from "./context.ts";
import { createAnswerStore } from "./middleware/answer-store.ts";
import { createRuleStore } from "./rules/rule-store.ts";
import { createBookingStore } from "./schedules/booking-store.ts";

/** What the function works with when it is served. */
export function readDeps(settings: Settings, log: Logger): AppDeps {
  const cipher = createPhoneCipher(settings);
  const now = () => new Date();
  const bolna = createBolnaClient({
    apiUrl: settings.bolnaApiUrl,
    apiKey: settings.bolnaApiKey,
    callsPath: settings.bolnaCallsPath,
  });
  const db = createServiceClient(settings);
  const store = createCallStore(db, settings);
  const crm = createCrmStore(db);
  const checkContact = createContactCheck({ settings, crm, cipher, log });
  return {
    settings,
    cipher,
    log,
    now,
    isSchedulerEnabled: () => isSchedulerEnabled(Deno.env.get("CALL_SCHEDULER_ENABLED")),
    dispatch: { settings, store, bolna, cipher, checkContact, log, now, random: Math.random },
    crm,
    connections: createConnectionStore(db),
    bookings: createBookingStore(db),
    rules: createRuleStore(db),
    answers: createAnswerStore(db),
    syncWait,
  };
}
