import { resolve } from "node:path";
import type { AccountOptions } from "../simulators/bolna/bolna-account.ts";
import { dateIn } from "../../supabase/functions/_shared/platform/timestamps.ts";
import { demoContacts } from "../simulators/hubspot/demo-contacts.ts";
import type { HubspotSimulatorOptions } from "../simulators/hubspot/start-hubspot-simulator.ts";
import { isDatabaseAddress } from "./connect-to-address.ts";
import { functionsDir, functionsEnvFile, migrationsDir, projectRoot, seedFile } from "./paths.ts";
import { StackError } from "./stack-error.ts";

/** Of the demo organisation that is connected to HubSpot (supabase/seed.sql). */
const demoTimeZone = "Asia/Kolkata";

/** Everything a stack needs to know. Ports: 0 takes any free one. */
export interface StackSettings {
  apiPort: number;
  dbPort: number;
  bolnaPort: number;
  hubspotPort: number;
  /** Postgres files, keys, logs and the state file live here. */
  dataDir: string;
  /** A PostgreSQL superuser address to use instead of the embedded server. */
  dbUrl?: string;
  /** Drop all data first. */
  reset: boolean;
  /** false trades crash safety for speed: throw-away test databases only. */
  durable: boolean;
  /** true: every function; a list: only these; false: none. */
  functions: boolean | readonly string[];
  /** Refuse to start with a function setting missing or malformed, rather than serve 503. */
  refuseBadSettings: boolean;
  /** Build the console where it is stale, and serve it at `/`. */
  console: boolean;
  seed: boolean;
  /** Have the sweep rung, every CALL_SCHEDULER_INTERVAL seconds. */
  scheduler: boolean;
  /** How often contacts are read from HubSpot (1 to 1440 minutes), or false: only when somebody asks. */
  syncEveryMinutes: number | false;
  migrationsDir: string;
  functionsDir: string;
  functionsEnvFile: string;
  seedFile: string;
  /** What the process was started with; wins over `functionsEnvFile`. */
  env: Readonly<Record<string, string>>;
  /** How the Bolna simulator behaves, beside what the stack itself decides. */
  bolnaOptions: Omit<AccountOptions, "apiKey">;
  /** The HubSpot simulator's account. */
  hubspotOptions: Omit<HubspotSimulatorOptions, "port" | "token">;
  /** One line for the terminal. */
  log: (line: string) => void;
}

/** Reads the `LOCAL_*` variables of the contract. Throws StackError naming a bad one. */
export function readStackSettings(env: Readonly<Record<string, string>>): StackSettings {
  const dbUrl = env.LOCAL_DB_URL?.trim();
  if (dbUrl && !isDatabaseAddress(dbUrl)) {
    throw new StackError(
      "LOCAL_DB_URL must be the address of a database, such as postgresql://postgres:…@127.0.0.1:5432/postgres.",
    );
  }
  return {
    apiPort: readPort(env, "LOCAL_API_PORT", 54321),
    dbPort: readPort(env, "LOCAL_DB_PORT", 54322),
    bolnaPort: readPort(env, "LOCAL_BOLNA_PORT", 54341),
    hubspotPort: readPort(env, "LOCAL_HUBSPOT_PORT", 54342),
    dataDir: readDataDir(env),
    ...(dbUrl ? { dbUrl } : {}),
    reset: false,
    durable: true,
    functions: true,
    refuseBadSettings: true,
    console: true,
    seed: true,
    scheduler: true,
    syncEveryMinutes: 60,
    migrationsDir,
    functionsDir,
    functionsEnvFile,
    seedFile,
    env,
    // A call takes about six seconds from the request to `completed`.
    bolnaOptions: { clockFactor: 0.2 },
    hubspotOptions: { contacts: demoContacts(dateIn(demoTimeZone, new Date())) },
    log: () => {},
  };
}

/** The data directory alone, for tasks that only look a running stack up. */
export function readDataDir(env: Readonly<Record<string, string>>): string {
  return env.LOCAL_DATA_DIR ? resolve(env.LOCAL_DATA_DIR) : `${projectRoot}.local`;
}

function readPort(env: Readonly<Record<string, string>>, name: string, fallback: number): number {
  const text = env[name]?.trim();
  if (!text) return fallback;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new StackError(`${name} is "${text}"; set it to a port number from 1 to 65535.`);
  }
  return port;
}
