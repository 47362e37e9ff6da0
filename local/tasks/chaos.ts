import { parseArgs } from "node:util";
import { type MachineFailure, runMachine } from "../chaos/run-machine.ts";
import { startChaosDatabase } from "../chaos/start-chaos-database.ts";
import { createTally, type Tally } from "../chaos/tally.ts";
import { StackError } from "../stack/stack-error.ts";
import { tryPolicy } from "./chaos-policy.ts";
import { printLine } from "./print.ts";
import { runTask } from "./run-task.ts";

// Random histories against the real dispatch code and database: `deno task chaos -- --runs 2000 --seed 7`.
// A failure is printed with the arguments that replay it; --trace prints everything that happened in it. `--only=policy` tries the
// opening hours alone, against an oracle.

await runTask(async () => {
  const { only, ...options } = readArguments();
  if (only === "policy") return await tryPolicy({ ...options, runs: options.givenRuns }) ? 0 : 1;
  const tally = createTally();
  const startedAt = performance.now();
  const db = await startChaosDatabase(options);
  let done = 0;
  try {
    printLine(`Seed ${options.seed}, ${options.runs} runs.`);
    const failure = await runMachine({
      ...options,
      db,
      tally,
      onRun: (runs) => {
        done = runs;
        if (runs % 25 === 0) {
          printLine(
            `${runs} runs, ${seconds(startedAt)} s: ${count(tally, ["commands", "posts", "crashes"])}`,
          );
        }
      },
    });
    printLine(summarise(tally, done, seconds(startedAt)));
    if (failure !== null) printLine(describe(failure, options));
    return failure === null ? 0 : 1;
  } finally {
    await db.close();
  }
});

interface Arguments {
  only?: string | undefined;
  runs: number;
  givenRuns?: number | undefined;
  seed: number;
  path?: string | undefined;
  commandsPath?: string | undefined;
  seconds?: number | undefined;
  shrinkSeconds: number;
  throughApi: boolean;
  trace: boolean;
}

function readArguments(): Arguments {
  const { values } = parse();
  if (values.only !== undefined && values.only !== "policy") {
    throw new StackError(`--only is "${values.only}"; chaos knows --only=policy.`);
  }
  const givenRuns = values.runs === undefined ? undefined : readNumber(values.runs, "runs");
  return {
    only: values.only,
    runs: givenRuns ?? 200,
    givenRuns,
    seed: readNumber(values.seed ?? String(Math.floor(Math.random() * 1e9)), "seed"),
    path: values.path,
    commandsPath: values.commands,
    seconds: values.seconds === undefined ? undefined : readNumber(values.seconds, "seconds"),
    shrinkSeconds: readNumber(values.shrink ?? "60", "shrink"),
    throughApi: values.api ?? false,
    trace: values.trace ?? false,
  };
}

function parse() {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const args = Deno.args.filter((arg) => arg !== "--");
  try {
    return parseArgs({
      args,
      options: {
        only: text,
        runs: text,
        seed: text,
        path: text,
        commands: text,
        shrink: text,
        seconds: text,
        api: flag,
        trace: flag,
      },
    });
  } catch {
    throw new StackError(
      "chaos knows --only=policy, --runs N, --seed S, --path P, --commands C, --shrink S, --seconds S, --api and --trace.",
    );
  }
}

function readNumber(text: string, name: string): number {
  const number = Number(text);
  if (!Number.isInteger(number)) throw new StackError(`--${name} is "${text}"; give a whole number.`);
  return number;
}

function summarise(tally: Tally, runs: number, time: number): string {
  const counts = count(tally, [
    "commands",
    "sweeps",
    "syncs",
    "looks",
    "posts",
    "tools",
    "missed",
    "engagements",
    "campaigns",
    "campaign calls",
    "endpoints",
    "deliver runs",
    "told",
    "key changes",
    "keys changed",
    "crashes",
  ]);
  return `runs=${runs} ${counts} seconds=${time}\nfaults: ${
    tally.list("fault ")
  }\ndecisions (in so many histories): ${tally.list("code ")}`;
}

function count(tally: Tally, names: string[]): string {
  return names.map((name) => `${name}=${tally.get(name)}`).join(" ");
}

function describe(
  { policy, connection, bookings, campaigns, endpoints, changesKey, acts, trace, violation, ...failure }:
    MachineFailure,
  options: Arguments,
): string {
  return [
    violation,
    "",
    `  policy ${policy}`,
    `  HubSpot ${connection}`,
    ...bookings.map((booking) => `  book ${booking}`),
    ...campaigns.map((campaign) => `  campaign ${campaign}`),
    ...endpoints.map((endpoint) => `  endpoint ${endpoint}`),
    ...(changesKey ? ["  change the index key"] : []),
    ...acts.map((act) => `  ${act}`),
    "",
    ...(options.trace ? trace : []),
    `Replay: deno task chaos -- --seed ${failure.seed} --path "${failure.path}" --commands "${failure.commandsPath}"${
      options.throughApi ? " --api" : ""
    } --trace`,
  ].join("\n");
}

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 100) / 10;
}
