import { createBolnaClient } from "../_shared/clients/bolna.ts";
import { createCallStore } from "../_shared/clients/call-store.ts";
import { createConnectionStore } from "../_shared/clients/connection-store.ts";
import { createCrmStore } from "../_shared/clients/crm-store.ts";
import { createServiceClient } from "../_shared/clients/database.ts";
import { createPhoneCipher } from "../_shared/clients/phone-cipher.ts";
import { isSchedulerEnabled, type Settings } from "../_shared/core/settings.ts";
import { createContactCheck } from "../_shared/dispatch/check-contact.ts";
import type { Logger } from "../_shared/http/log.ts";
import type { AppDeps } from "./context.ts";

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
    syncWait: { seconds: 100, everyMs: 300 },
  };
}
