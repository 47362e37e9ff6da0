import type { Environment } from "./function-environment.ts";
import type { ProcessRecords } from "./process-records.ts";
import { ServedProcess } from "./served-process.ts";
import type { StackSettings } from "./settings.ts";
import { StackError } from "./stack-error.ts";

const everyPartner = ["BOLNA_API_URL", "HUBSPOT_API_URL"];

/** Whom a function talks to outside, where that is not both. */
const partnersOf: Record<string, string[]> = {
  "bolna-webhook": ["BOLNA_API_URL"],
  sync: ["HUBSPOT_API_URL"],
  metrics: [],
};

/** Those that ask any address that an organisation has named, or resolve its name: they see to it themselves where that leads. */
const goEverywhere = ["call-scheduling", "deliver"];

/**
 * One process for each deployable function: a directory with an index.ts and a deno.json whose name does not begin
 * with an underscore. They may reach the API and their partners outside, see their own environment, and nothing else. Each goes by
 * a copy of its deno.json that has no other above it, as on the hosted runtime: an older Deno takes none in a workspace that it is
 * no member of.
 */
export async function createFunctionProcesses(
  settings: StackSettings,
  records: ProcessRecords,
  env: () => Environment,
  cleanup: AsyncDisposableStack,
): Promise<Map<string, ServedProcess>> {
  const processes = new Map<string, ServedProcess>();
  const configs = await Deno.makeTempDir({ prefix: "call-scheduling-functions-" });
  cleanup.defer(() => Deno.remove(configs, { recursive: true }));
  const deno = await findDeno();
  for (const name of await listFunctions(settings.functionsDir)) {
    if (Array.isArray(settings.functions) ? !settings.functions.includes(name) : !settings.functions) {
      continue;
    }
    const directory = `${settings.functionsDir}/${name}`;
    const partners = partnersOf[name] ?? everyPartner;
    processes.set(
      name,
      new ServedProcess({
        name,
        deno,
        args: () => [
          "--no-lock",
          "--no-prompt",
          `--config=${copyConfig(directory, `${configs}/${name}.json`)}`,
          // Its environment holds nothing but its own settings.
          "--allow-env",
          goEverywhere.includes(name)
            ? "--allow-net"
            : `--allow-net=${hostsOf(["SUPABASE_URL", ...partners].map((key) => env()[key]))}`,
          `${directory}/index.ts`,
        ],
        env,
        logFile: `${settings.dataDir}/logs/${name}.log`,
        records,
        log: settings.log,
        graceMs: settings.durable ? 500 : 0,
        detached: settings.durable,
      }),
    );
  }
  return processes;
}

/**
 * LOCAL_FUNCTIONS_DENO may name npm's wrapper, which would take the signals meant for the program and leave that behind:
 * the program itself says where it is.
 */
async function findDeno(): Promise<string> {
  const asked = Deno.env.get("LOCAL_FUNCTIONS_DENO");
  if (!asked) return Deno.execPath();
  const answer = await new Deno.Command(asked, {
    args: ["eval", "--no-config", "--no-lock", "console.log(Deno.execPath())"],
  }).output()
    .catch(() => undefined);
  if (!answer?.success) {
    throw new StackError(`LOCAL_FUNCTIONS_DENO is "${asked}", which is no Deno that runs.`);
  }
  return new TextDecoder().decode(answer.stdout).trim();
}

function copyConfig(directory: string, to: string): string {
  Deno.copyFileSync(`${directory}/deno.json`, to);
  return to;
}

async function listFunctions(directory: string): Promise<string[]> {
  const names: string[] = [];
  for await (const entry of Deno.readDir(directory)) {
    if (!entry.isDirectory || entry.name.startsWith("_")) continue;
    const files = [...Deno.readDirSync(`${directory}/${entry.name}`)].map((file) => file.name);
    if (files.includes("index.ts") && files.includes("deno.json")) names.push(entry.name);
  }
  return names.sort();
}

function hostsOf(addresses: (string | undefined)[]): string {
  return [...new Set(addresses.flatMap(hostOf))].join(",");
}

/** A malformed address is for the function itself to refuse, by name. */
function hostOf(address: string | undefined): string[] {
  if (address === undefined || !URL.canParse(address)) return [];
  const url = new URL(address);
  return [`${url.hostname}:${url.port || (url.protocol === "https:" ? 443 : 80)}`];
}
