import { projectRoot } from "../stack/paths.ts";
import { printLine } from "./print.ts";

export interface TestCounts {
  passed: number;
  failed: number;
}

interface Options {
  env: Record<string, string>;
  /** Its output on the terminal as it is made; else in one piece when it is over, as of several runs side by side. */
  live?: boolean;
}

/**
 * Runs `deno test`, and counts from its JUnit report. A run that fails without a failed test (a file that does not load) counts
 * as one failure.
 */
export async function runDenoTests(
  args: readonly string[],
  { env, live = false }: Options,
): Promise<TestCounts> {
  const report = await Deno.makeTempFile({ suffix: ".xml" });
  try {
    const stream = live ? "inherit" : "piped";
    const child = new Deno.Command(Deno.execPath(), {
      // Types are `deno task check`'s.
      args: ["test", "-A", "--no-check", `--junit-path=${report}`, ...args],
      cwd: projectRoot,
      env,
      stdout: stream,
      stderr: stream,
    });
    const success = live ? (await child.spawn().status).success : await tellAfterwards(child);
    const { passed, failed } = readCounts(await Deno.readTextFile(report));
    return { passed, failed: success ? failed : Math.max(failed, 1) };
  } finally {
    await Deno.remove(report);
  }
}

async function tellAfterwards(child: Deno.Command): Promise<boolean> {
  const { success, stdout, stderr } = await child.output();
  for (const part of [stdout, stderr]) {
    if (part.length > 0) printLine(new TextDecoder().decode(part).trimEnd());
  }
  return success;
}

function readCounts(xml: string): TestCounts {
  const [, head = ""] = /<testsuites([^>]*)>/.exec(xml) ?? [];
  const read = (name: string) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(head)?.[1] ?? 0);
  const skipped = xml.match(/<skipped\b/g)?.length ?? 0;
  const failed = read("failures") + read("errors");
  return { passed: read("tests") - failed - skipped, failed };
}
