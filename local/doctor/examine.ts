import { checkAgentTools } from "./check-agent-tools.ts";
import { checkAlerts } from "./check-alerts.ts";
import { checkFunctions } from "./check-functions.ts";
import { checkBolna } from "./check-bolna.ts";
import { checkHubspot } from "./check-hubspot.ts";
import { checkPhoneKeys } from "./check-phone-keys.ts";
import { checkPolicy } from "./check-policy.ts";
import { checkRecovery } from "./check-recovery.ts";
import { checkRotation } from "./check-rotation.ts";
import { checkScheduler } from "./check-scheduler.ts";
import { checkSettings } from "./check-settings.ts";
import { checkSync, readHubspotHealth } from "./check-sync.ts";
import { checkWebhook } from "./check-webhook.ts";
import { checkWorkers } from "./check-workers.ts";
import { checkZones } from "./check-zones.ts";
import type { Finding } from "./finding.ts";

/** Every check with the settings given. Places no call and changes nothing. */
export async function examine(env: Record<string, string | undefined>): Promise<Finding[]> {
  const { finding, settings } = checkSettings(env);
  if (settings === undefined) return [finding];
  const functionsUrl = `${settings.supabaseUrl}/functions/v1`;
  const health = await readHubspotHealth(settings);
  const [
    scheduler,
    workers,
    keys,
    zones,
    policy,
    functions,
    bolna,
    hubspot,
    webhook,
    agentTools,
    alerts,
    recovery,
  ] = await Promise.all(
    [
      checkScheduler(settings),
      checkWorkers(settings),
      checkPhoneKeys(settings),
      checkZones(settings),
      checkPolicy(settings),
      checkFunctions(functionsUrl, settings.secretKeys[0] ?? ""),
      checkBolna(settings),
      checkHubspot(settings, health?.connections ?? []),
      checkWebhook(functionsUrl, settings.webhookSecret),
      checkAgentTools(functionsUrl, settings.agentToolsSecret),
      checkAlerts(settings),
      checkRecovery(settings),
      checkRotation(settings),
    ],
  );
  const sync = health === undefined ? [] : checkSync(health);
  return [
    finding,
    ...scheduler,
    ...workers,
    ...recovery,
    ...alerts,
    ...keys,
    ...zones,
    ...policy,
    ...functions,
    bolna,
    webhook,
    agentTools,
    ...hubspot,
    ...sync,
  ];
}
