import { StackError } from "../stack/stack-error.ts";

export const benchmarkNames = ["dispatch", "lateness", "tick", "webhooks", "api", "load", "rules"] as const;
export type BenchmarkName = (typeof benchmarkNames)[number];

export interface BenchContext {
  /** Smaller numbers, to see that everything works: the figures mean little. */
  quick: boolean;
  say: (line: string) => void;
}

/** Reads `--only=dispatch,tick` and `--quick`. Throws StackError naming what it does not know. */
export function parseBenchOptions(args: readonly string[]): { only: BenchmarkName[]; quick: boolean } {
  let only: BenchmarkName[] = [...benchmarkNames];
  let quick = false;
  for (const arg of args) {
    if (arg === "--") continue;
    if (arg === "--quick") quick = true;
    else if (arg.startsWith("--only=")) only = arg.slice("--only=".length).split(",").map(readName);
    else throw new StackError(`"${arg}" is unknown: use --quick and --only=${benchmarkNames.join(",")}.`);
  }
  return { only, quick };
}

function readName(text: string): BenchmarkName {
  const name = benchmarkNames.find((known) => known === text);
  if (name === undefined) {
    throw new StackError(`There is no benchmark "${text}": there are ${benchmarkNames.join(", ")}.`);
  }
  return name;
}
