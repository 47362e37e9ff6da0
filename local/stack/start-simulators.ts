import { type BolnaSimulator, startBolnaSimulator } from "../simulators/bolna/start-bolna-simulator.ts";
import {
  type HubspotSimulator,
  startHubspotSimulator,
} from "../simulators/hubspot/start-hubspot-simulator.ts";
import type { Environment, Outside } from "./function-environment.ts";
import type { Keys } from "./keys.ts";
import { assertPortFree, isFree } from "./ports.ts";
import type { StackSettings } from "./settings.ts";

export interface Simulators extends Outside {
  bolna: BolnaSimulator | undefined;
  hubspot: HubspotSimulator | undefined;
  close(): Promise<void>;
}

/** Starts a simulator for each outside service whose address the operator has not set. */
export async function startSimulators(
  settings: StackSettings,
  { given, keys, functionsUrl }: { given: Environment; keys: Keys; functionsUrl: string },
): Promise<Simulators> {
  const { agents = [], ...bolnaOptions } = settings.bolnaOptions;
  const webhookSecret = given.BOLNA_WEBHOOK_SECRET ?? keys.functionSecrets.BOLNA_WEBHOOK_SECRET;
  const toolsSecret = given.AGENT_TOOLS_SECRET ?? keys.functionSecrets.AGENT_TOOLS_SECRET;
  let bolna: BolnaSimulator | undefined;
  if (isOurs(given.BOLNA_API_URL, settings.bolnaPort)) {
    assertPortFree(settings.bolnaPort, "LOCAL_BOLNA_PORT");
    bolna = await startBolnaSimulator({
      port: settings.bolnaPort,
      apiKey: given.BOLNA_API_KEY ?? keys.simulated.BOLNA_API_KEY,
      agents: [{
        id: given.BOLNA_AGENT_ID ?? keys.simulated.BOLNA_AGENT_ID,
        webhookUrl: `${functionsUrl}/bolna-webhook`,
        webhookHeaders: { "x-webhook-secret": webhookSecret },
        tools: ["opt_out", "call_me_later", "wrong_number"].map((name) => ({
          name,
          url: `${functionsUrl}/agent-tools/${name}`,
          apiToken: `Bearer ${toolsSecret}`,
        })),
      }, ...agents],
      ...bolnaOptions,
    });
  }
  let hubspot: HubspotSimulator | undefined;
  if (isOurs(given.HUBSPOT_API_URL, settings.hubspotPort)) {
    assertPortFree(settings.hubspotPort, "LOCAL_HUBSPOT_PORT");
    hubspot = await startHubspotSimulator({
      port: settings.hubspotPort,
      token: given.HUBSPOT_API_KEY ?? keys.simulated.HUBSPOT_API_KEY,
      ...settings.hubspotOptions,
    });
  }
  return {
    bolna,
    hubspot,
    bolnaApiUrl: bolna?.url ?? given.BOLNA_API_URL ?? "",
    hubspotApiUrl: hubspot?.url ?? given.HUBSPOT_API_URL ?? "",
    close: async () => {
      await Promise.all([bolna?.close(), hubspot?.close()]);
    },
  };
}

/**
 * Nobody has set it, or it is what `status` said of an earlier start, kept in a shell's environment: the simulator's own
 * address, where nothing listens any more.
 */
function isOurs(address: string | undefined, port: number): boolean {
  return address === undefined || (address === `http://127.0.0.1:${port}` && isFree(port));
}
