import { type BolnaSimulator } from "../../local/simulators/bolna/start-bolna-simulator.ts";
import { type HubspotSimulator } from "../../local/simulators/hubspot/start-hubspot-simulator.ts";
import { readStackSettings, type StackSettings } from "../../local/stack/settings.ts";
import { type Stack, startStack } from "../../local/stack/start-stack.ts";
import { copyDatabaseTemplate, databaseTemplate } from "../../local/stack/with-database-template.ts";
import { callRoundTheClock } from "./call-round-the-clock.ts";

export interface TestStackOptions {
  /** Function settings (CONTRACT §3) for this stack; nothing is taken from the machine's own environment. */
  env?: Record<string, string>;
  /** Text of the settings file (`supabase/functions/.env` elsewhere). */
  envFile?: string;
  /** How the Bolna simulator behaves. Default: a hundred times faster than life. */
  bolna?: StackSettings["bolnaOptions"];
  /** The HubSpot simulator's account: contacts, limits, faults. Default: an empty one. */
  hubspot?: StackSettings["hubspotOptions"];
  /** true (default): every function; a list: only these; false: none. */
  withFunctions?: boolean | readonly string[];
  /** Serve the console (default false). */
  console?: boolean;
  /** Write the demo organisations and users (default true). */
  seed?: boolean;
  /** Leave their calling policies as they are seeded; without it both call round the clock, so that a test may run at any hour. */
  seededPolicies?: boolean;
  /** Seconds between ticks (default 1), or false: no tick, no ring; the test rings the sweep itself. */
  sweepEverySeconds?: number | false;
  /** How often contacts are read from HubSpot; false (default): nothing is synced behind a test's back. */
  syncEveryMinutes?: number | false;
  /** A PostgreSQL to use instead of an embedded one; its data stays. */
  dbUrl?: string;
  /** Empty that one first. */
  reset?: boolean;
  migrationsDir?: string;
  functionsDir?: string;
  /** What `start` would print while it runs. */
  log?: (line: string) => void;
}

export interface TestStack extends Omit<Stack, "bolna" | "hubspot">, AsyncDisposable {
  /** In this process: its requests, faults and scripts are at hand. Throws when `env.BOLNA_API_URL` replaced it. */
  readonly bolna: BolnaSimulator;
  /** The same for HubSpot and `env.HUBSPOT_API_URL`. */
  readonly hubspot: HubspotSimulator;
  /** Where its files are: processes.json has the pid of each of its processes. */
  readonly dataDir: string;
  /** Replaces the settings file; the functions are started again. */
  writeEnvFile(text: string): Promise<void>;
  /** Signs a user in through Auth; returns the access token. */
  signIn(email: string, password?: string): Promise<string>;
}

/**
 * A whole system of its own on free ports with a new database, gone after `close()`. Takes about two seconds.
 *
 * @example
 * await using stack = await startTestStack({ sweepEverySeconds: false });
 * const token = await stack.signIn("admin@acme.test");
 */
export async function startTestStack(options: TestStackOptions = {}): Promise<TestStack> {
  const dataDir = await Deno.makeTempDir({ prefix: "call-scheduling-test-" });
  const removeData = () => Deno.remove(dataDir, { recursive: true });
  const settings = testSettings(dataDir, options);
  const writeEnvFile = (text: string) => Deno.writeTextFile(settings.functionsEnvFile, text);
  let stack: Stack;
  try {
    await writeEnvFile(options.envFile ?? "");
    const template = Deno.env.get(databaseTemplate);
    if (template !== undefined && options.dbUrl === undefined && options.migrationsDir === undefined) {
      await copyDatabaseTemplate(template, dataDir);
    }
    stack = await startStack(settings);
    if (settings.seed && !options.seededPolicies && options.migrationsDir === undefined) {
      for (const { id } of await stack.sql<{ id: string }[]>`select id from public.organizations`) {
        await callRoundTheClock(stack.sql, id);
      }
    }
  } catch (error) {
    await removeData();
    throw error;
  }
  const close = async () => {
    await stack.close();
    await removeData();
  };
  return {
    ...stack,
    get bolna() {
      if (stack.bolna === undefined) throw new Error("BOLNA_API_URL is set: there is no simulator here.");
      return stack.bolna;
    },
    get hubspot() {
      if (stack.hubspot === undefined) throw new Error("HUBSPOT_API_URL is set: there is no simulator here.");
      return stack.hubspot;
    },
    dataDir,
    writeEnvFile,
    signIn: (email, password = "password1234") => signIn(stack, email, password),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function testSettings(dataDir: string, options: TestStackOptions): StackSettings {
  const {
    sweepEverySeconds = 1,
    syncEveryMinutes = false,
    env = {},
    bolna,
    hubspot,
    withFunctions,
    seed,
    dbUrl,
    migrationsDir,
    functionsDir,
  } = options;
  const settings = readStackSettings({});
  return {
    ...settings,
    apiPort: 0,
    dbPort: 0,
    bolnaPort: 0,
    hubspotPort: 0,
    dataDir,
    ...(dbUrl === undefined ? {} : { dbUrl }),
    reset: options.reset ?? false,
    durable: false,
    functions: withFunctions ?? true,
    refuseBadSettings: false,
    log: options.log ?? settings.log,
    seed: seed ?? true,
    console: options.console ?? false,
    scheduler: sweepEverySeconds !== false,
    syncEveryMinutes,
    migrationsDir: migrationsDir ?? settings.migrationsDir,
    functionsDir: functionsDir ?? settings.functionsDir,
    functionsEnvFile: `${dataDir}/functions.env`,
    env: {
      ...(sweepEverySeconds === false ? {} : { CALL_SCHEDULER_INTERVAL: `${sweepEverySeconds}` }),
      ...env,
    },
    bolnaOptions: bolna ?? { clockFactor: 0.01 },
    hubspotOptions: hubspot ?? {},
  };
}

async function signIn(stack: Stack, email: string, password: string): Promise<string> {
  const answer = await fetch(`${stack.apiUrl}/auth/v1/token?grant_type=password`, {
    method: "POST",
    headers: { apikey: stack.publishableKey, "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  const body = await answer.json();
  if (typeof body.access_token !== "string") {
    throw new Error(`${email} cannot sign in: ${JSON.stringify(body)}`);
  }
  return body.access_token;
}
