import { fileURLToPath } from "node:url";
import type { Sql } from "postgres";
import type { BolnaSimulator } from "../simulators/bolna/start-bolna-simulator.ts";
import type { HubspotSimulator } from "../simulators/hubspot/start-hubspot-simulator.ts";
import { buildStaleConsole, consoleDist } from "../console/build-console.ts";
import { type ConsoleFiles, readConsoleFiles } from "../console/console-files.ts";
import { parseSettings, SettingsError } from "../../supabase/functions/_shared/platform/settings.ts";
import { configureScheduler } from "./configure-scheduler.ts";
import { startCronWorker } from "./cron-worker.ts";
import { findWrongKeys } from "./find-wrong-keys.ts";
import { buildFunctionEnvironment, type Environment, readGivenSettings } from "./function-environment.ts";
import { createFunctionProcesses } from "./function-processes.ts";
import { type Routes, startGateway } from "./gateway.ts";
import { type Keys, readOrMakeKeys } from "./keys.ts";
import { startNetWorker } from "./net-worker.ts";
import { rootConfig } from "./paths.ts";
import { assertPortFree, findFreePort } from "./ports.ts";
import { removeIfThere } from "./private-file.ts";
import { openProcessRecords, type ProcessRecords } from "./process-records.ts";
import { ServedProcess } from "./served-process.ts";
import type { StackSettings } from "./settings.ts";
import { StackError } from "./stack-error.ts";
import { startDatabase } from "./start-database.ts";
import { startSimulators } from "./start-simulators.ts";
import { removeState, type StackState, writeState } from "./state-file.ts";
import { watchFile } from "./watch-file.ts";

/** A running system: where it is, its keys, and how to end it. */
export interface Stack extends Omit<StackState, "pid" | "identity"> {
  /** Superuser connection. */
  sql: Sql;
  /** The simulator in this process; undefined when BOLNA_API_URL is set. */
  bolna: BolnaSimulator | undefined;
  /** The simulator in this process; undefined when HUBSPOT_API_URL is set. */
  hubspot: HubspotSimulator | undefined;
  /** What the functions' processes see. */
  functionEnvironment: () => Readonly<Environment>;
  /** Ends all its processes; the data stays. */
  close(): Promise<void>;
  /** Resolves when the database server ends, asked or not. */
  databaseEnded: Promise<void>;
}

/**
 * Brings up the whole system on loopback: Postgres with the schema, the Data and Auth API, one process for each
 * function, simulators for what is outside, and the workers that pg_cron and pg_net are elsewhere.
 *
 * Throws StackError with a sentence for the operator; nothing is left running then.
 */
export async function startStack(settings: StackSettings): Promise<Stack> {
  const cleanup = new AsyncDisposableStack();
  try {
    return await start(settings, cleanup);
  } catch (error) {
    await cleanup.disposeAsync();
    if (error instanceof Error && Reflect.get(error, "code") === "ENOSPC") {
      throw new StackError(`The disk of ${settings.dataDir} is full: make room there and start again.`);
    }
    throw error;
  }
}

async function start(settings: StackSettings, cleanup: AsyncDisposableStack): Promise<Stack> {
  const { dataDir } = settings;
  await Deno.mkdir(dataDir, { recursive: true });
  const records = await openProcessRecords(dataDir);
  cleanup.defer(records.clear);
  if (settings.reset) {
    await Promise.all(["keys.json", "logs"].map((name) => removeIfThere(`${dataDir}/${name}`)));
  }
  await Deno.mkdir(`${dataDir}/logs`, { recursive: true });
  assertPortFree(settings.apiPort, "LOCAL_API_PORT");
  if (settings.dbUrl === undefined) assertPortFree(settings.dbPort, "LOCAL_DB_PORT");
  const keys = await readOrMakeKeys(dataDir);
  // Ended after the functions and the API, which were still writing.
  const databaseCleanup = cleanup.use(new AsyncDisposableStack());
  const dbPort = settings.dbPort || findFreePort();
  const dbUrl = settings.dbUrl ?? `postgresql://postgres:postgres@127.0.0.1:${dbPort}/postgres`;

  const routes: Routes = { console: undefined, dataApi: undefined, functions: new Map() };
  const gateway = startGateway(settings.apiPort, () => routes);
  cleanup.defer(gateway.close);
  const functionsUrl = `${gateway.url}/functions/v1`;

  let given = await readGivenSettings(settings);
  const simulators = await startSimulators(settings, { given, keys, functionsUrl });
  cleanup.defer(simulators.close);
  const environment = () =>
    buildFunctionEnvironment({ given, keys, apiUrl: gateway.url, outside: simulators });

  const refuse = (problems: string | undefined) => {
    if (problems === undefined || !settings.refuseBadSettings) return;
    throw new StackError(
      `${problems} Settings come from the environment and from ${settings.functionsEnvFile}; .env.example explains each.`,
    );
  };
  refuse(findProblems(environment()));

  routes.dataApi = createDataApi(settings, records, { dbUrl, siteUrl: gateway.url, keys });
  routes.functions = await createFunctionProcesses(settings, records, environment, cleanup);
  const processes = [routes.dataApi, ...routes.functions.values()];
  cleanup.defer(async () => {
    await Promise.all([...routes.functions.values()].map((process) => process.stop()));
    await routes.dataApi?.stop();
  });
  // Side by side: most of a start is reading programs. All are awaited, so that a failure leaves none half-started.
  const [database, page, ...served] = await Promise.allSettled([
    startDatabase(settings, { dbUrl, dbPort, records, cleanup: databaseCleanup }),
    settings.console ? openConsole(settings.log) : undefined,
    ...processes.map((process) => process.start()),
  ]);
  for (const result of served) if (result.status === "rejected") throw result.reason;
  if (database.status === "rejected") throw database.reason;
  if (page.status === "fulfilled" && page.value !== undefined) {
    routes.console = { files: page.value, publishableKey: keys.publishableKey };
  }
  const { sql, standIns, ended } = database.value;
  if (settings.refuseBadSettings) refuse(await findWrongKeys(sql, environment()));

  if (standIns.net) cleanup.defer(await startNetWorker(dbUrl, settings.log));
  const intervalSeconds = settings.scheduler ? readInterval(environment()) : undefined;
  await configureScheduler(sql, {
    sweepUrl: `${functionsUrl}/sweep`,
    secretKey: keys.secretKey,
    intervalSeconds,
    syncEveryMinutes: settings.syncEveryMinutes,
  });
  if (standIns.cron) cleanup.defer(startCronWorker(dbUrl, settings.log));

  const describe = () => ({
    ...describeStack(environment(), { apiUrl: gateway.url, functionsUrl, dbUrl, keys }),
    hubspotIsSimulated: given.HUBSPOT_API_URL === undefined,
    bolnaIsSimulated: given.BOLNA_API_URL === undefined,
  });
  cleanup.defer(watchFile(settings.functionsEnvFile, async () => {
    given = await readGivenSettings(settings);
    for (const process of routes.functions.values()) process.restart();
    settings.log("settings changed: the functions were started again");
    const trouble = await findTrouble(sql, environment());
    if (trouble !== undefined) settings.log(`WRONG  ${trouble}`);
    await writeState(dataDir, describe()).catch((error) =>
      settings.log(`\`status\` still tells the settings of before: ${error.message}`)
    );
  }, (error) => settings.log(`The settings could not be read: ${error}`)));
  await writeState(dataDir, describe());
  cleanup.defer(() => removeState(dataDir));
  return {
    ...describe(),
    sql,
    bolna: simulators.bolna,
    hubspot: simulators.hubspot,
    functionEnvironment: environment,
    databaseEnded: ended,
    close: () => cleanup.disposeAsync(),
  };
}

function createDataApi(
  settings: StackSettings,
  records: ProcessRecords,
  { dbUrl, siteUrl, keys }: { dbUrl: string; siteUrl: string; keys: Keys },
): ServedProcess {
  return new ServedProcess({
    name: "data-api",
    deno: Deno.execPath(),
    args:
      () => ["--allow-all", `--config=${rootConfig}`, fileURLToPath(import.meta.resolve("./data-api.ts"))],
    env: () => ({
      DB_URL: dbUrl,
      SITE_URL: siteUrl,
      JWT_SECRET: keys.jwtSecret,
      PUBLISHABLE_KEY: keys.publishableKey,
      SECRET_KEY: keys.secretKey,
    }),
    logFile: `${settings.dataDir}/logs/data-api.log`,
    records,
    log: settings.log,
    quiet: true,
    graceMs: 0,
    detached: settings.durable,
  });
}

/** Undefined, and one line that says why, where it cannot be built: the rest of the stack works without it. */
async function openConsole(log: (line: string) => void): Promise<ConsoleFiles | undefined> {
  try {
    await buildStaleConsole();
    return await readConsoleFiles(consoleDist);
  } catch (error) {
    log(`The console is not served: ${error instanceof Error ? error.message.split("\n", 1)[0] : error}`);
  }
}

/** What the functions would refuse to serve with, in sentences that say how to mend it. */
function findProblems(environment: Environment): string | undefined {
  try {
    parseSettings(environment);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.message;
  }
}

/** What is wrong with settings that were changed while the stack runs, and what follows, in one line. Does not throw. */
async function findTrouble(sql: Sql, environment: Environment): Promise<string | undefined> {
  const problems = findProblems(environment);
  if (problems !== undefined) return `${problems} The functions answer 503 until it is mended.`;
  try {
    const wrongKeys = await findWrongKeys(sql, environment);
    return wrongKeys && `${wrongKeys} Booking answers 503 and calls wait until it is mended.`;
  } catch (error) {
    return `The phone keys could not be compared with the data's: ${
      error instanceof Error ? error.message : error
    }`;
  }
}

/** An interval over a minute that pg_cron cannot tick at becomes the whole minutes below; what is no interval, the default. */
function readInterval(environment: Environment): number {
  const seconds = Number(environment.CALL_SCHEDULER_INTERVAL ?? 10);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 3600) return 10;
  return seconds < 60 ? seconds : seconds - seconds % 60;
}

function describeStack(
  environment: Environment,
  { apiUrl, functionsUrl, dbUrl, keys }: { apiUrl: string; functionsUrl: string; dbUrl: string; keys: Keys },
): Omit<StackState, "pid" | "identity" | "hubspotIsSimulated" | "bolnaIsSimulated"> {
  return {
    apiUrl,
    functionsUrl,
    dbUrl,
    publishableKey: keys.publishableKey,
    secretKey: keys.secretKey,
    jwtSecret: keys.jwtSecret,
    bolnaApiUrl: environment.BOLNA_API_URL ?? "",
    hubspotApiUrl: environment.HUBSPOT_API_URL ?? "",
    consoleUrl: `${apiUrl}/`,
    webhookSecret: environment.BOLNA_WEBHOOK_SECRET ?? "",
    agentToolsSecret: environment.AGENT_TOOLS_SECRET ?? "",
    metricsToken: environment.METRICS_TOKEN ?? "",
  };
}
