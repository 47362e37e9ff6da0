import { parseEnv } from "node:util";
import { settingNames } from "../../supabase/functions/_shared/platform/settings.ts";
import type { Keys } from "./keys.ts";
import { readTextIfThere } from "./private-file.ts";
import type { StackSettings } from "./settings.ts";

/** Of what a function reads, what the operator sets; the platform says the rest. */
const functionSettingNames = settingNames.filter((name) => !name.startsWith("SUPABASE_"));

export type Environment = Record<string, string>;

/** What the operator set: `supabase/functions/.env`, overruled by the process environment. Empty counts as not set. */
export async function readGivenSettings(settings: StackSettings): Promise<Environment> {
  const file = parseEnv(await readTextIfThere(settings.functionsEnvFile) ?? "");
  return {
    ...withoutPlatformNames(file),
    ...dropEmpty(Object.fromEntries(functionSettingNames.map((name) => [name, settings.env[name]]))),
  };
}

/** Where the outside is: the operator's address, else the simulator's. */
export interface Outside {
  bolnaApiUrl: string;
  hubspotApiUrl: string;
}

/** The whole environment of a function process, as the hosted platform would inject it. */
export function buildFunctionEnvironment(
  { given, keys, apiUrl, outside }: { given: Environment; keys: Keys; apiUrl: string; outside: Outside },
): Environment {
  const addresses = {
    BOLNA_API_URL: given.BOLNA_API_URL ?? outside.bolnaApiUrl,
    HUBSPOT_API_URL: given.HUBSPOT_API_URL ?? outside.hubspotApiUrl,
  };
  return {
    ...keys.functionSecrets,
    ...localDefaults(keys, addresses),
    ...given,
    ...addresses,
    SUPABASE_URL: apiUrl,
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: keys.publishableKey }),
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: keys.secretKey }),
  };
}

/**
 * Credentials made up for this machine: for the simulators, and for whatever else stands in for them on loopback. A real
 * service is never offered them.
 */
function localDefaults(
  { simulated }: Keys,
  { BOLNA_API_URL, HUBSPOT_API_URL }: { BOLNA_API_URL: string; HUBSPOT_API_URL: string },
): Environment {
  const { HUBSPOT_API_KEY, ...bolna } = simulated;
  return {
    ...(isOnThisMachine(BOLNA_API_URL) ? bolna : {}),
    ...(isOnThisMachine(HUBSPOT_API_URL) ? { HUBSPOT_API_KEY } : {}),
  };
}

function isOnThisMachine(address: string): boolean {
  const host = URL.parse(address)?.hostname ?? "";
  return host === "localhost" || host === "[::1]" || /^127(\.\d+){3}$/.test(host);
}

function withoutPlatformNames(env: Record<string, string | undefined>): Environment {
  return Object.fromEntries(Object.entries(dropEmpty(env)).filter(([name]) => !name.startsWith("SUPABASE_")));
}

function dropEmpty(env: Record<string, string | undefined>): Environment {
  const set: Environment = {};
  for (const [name, value] of Object.entries(env)) {
    const trimmed = value?.trim();
    if (trimmed) set[name] = trimmed;
  }
  return set;
}
