import { StackError } from "../stack/stack-error.ts";

export const benchmarkNames = [
  "dispatch",
  "lateness",
  "tick",
  "webhooks",
  "api",
  "load",
  "rules",
  "growth",
  "policy",
  "size",
  "day",
  "audience",
  "forecast",
  "campaign",
  "reports",
  "metrics",
  "audit",
  "deliveries",
  "rotation",
] as const;
export type BenchmarkName = (typeof benchmarkNames)[number];

export interface BenchContext {
  /** Smaller numbers, to see that everything works: the figures mean little. */
  quick: boolean;
  /** Of the benchmarks that fill tables: how many rows; undefined: their own number. */
  rows?: number;
  say: (line: string) => void;
}

/** Reads `--only=dispatch,tick`, `--quick` and `--rows=100000`. Throws StackError naming what it does not know. */
export function parseBenchOptions(
  args: readonly string[],
): { only: BenchmarkName[]; quick: boolean; rows?: number } {
  let only: BenchmarkName[] = [...benchmarkNames];
  let quick = false;
  let rows: number | undefined;
  for (const arg of args) {
    if (arg === "--") continue;
    if (arg === "--quick") quick = true;
    else if (arg.startsWith("--only=")) only = arg.slice("--only=".length).split(",").map(readName);
    else if (/^--rows=[1-9]\d{3,8}$/.test(arg)) rows = Number(arg.slice("--rows=".length));
    else {throw new StackError(
        `"${arg}" is unknown: use --quick, --rows= (1000 or more) and --only=${benchmarkNames.join(",")}.`,
      );}
  }
  return { only, quick, ...(rows !== undefined && { rows }) };
}

function readName(text: string): BenchmarkName {
  const name = benchmarkNames.find((known) => known === text);
  if (name === undefined) {
    throw new StackError(`There is no benchmark "${text}": there are ${benchmarkNames.join(", ")}.`);
  }
  return name;
}
