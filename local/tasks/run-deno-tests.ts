import { projectRoot } from "../stack/paths.ts";

export interface TestCounts {
  passed: number;
  failed: number;
}

/**
 * Runs `deno test` with its own output on the terminal, and counts from its JUnit report. A run that fails without a
 * failed test (a file that does not load) counts as one failure.
 */
export async function runDenoTests(
  args: readonly string[],
  env: Record<string, string>,
): Promise<TestCounts> {
  return (await runQuietly(args, env, "inherit")).counts;
}

/**
 * Several runs side by side, each in a process of its own: most tests wait for something half of the time. The first one's
 * output comes as it is made, that of the others when they are over.
 */
export async function runDenoTestsSideBySide(
  groups: readonly (readonly string[])[],
  env: Record<string, string>,
): Promise<TestCounts> {
  const runs = groups.map((args, index) => runQuietly(args, env, index === 0 ? "inherit" : "piped"));
  const total: TestCounts = { passed: 0, failed: 0 };
  for (const run of runs) {
    const { counts, output } = await run;
    await writeAll(output);
    total.passed += counts.passed;
    total.failed += counts.failed;
  }
  return total;
}

async function runQuietly(
  args: readonly string[],
  env: Record<string, string>,
  output: "inherit" | "piped",
) {
  const report = await Deno.makeTempFile({ suffix: ".xml" });
  try {
    const child = new Deno.Command(Deno.execPath(), {
      // Types are `deno task check`'s.
      args: ["test", "-A", "--no-check", `--junit-path=${report}`, ...args],
      cwd: projectRoot,
      env,
      stdout: output,
      stderr: output,
    });
    const ended = output === "inherit"
      ? { ...await child.spawn().status, ...noOutput }
      : await child.output();
    const { passed, failed } = readCounts(await Deno.readTextFile(report));
    return {
      counts: { passed, failed: ended.success ? failed : Math.max(failed, 1) },
      output: [ended.stdout, ended.stderr],
    };
  } finally {
    await Deno.remove(report);
  }
}

const noOutput = { stdout: new Uint8Array(), stderr: new Uint8Array() };

async function writeAll(parts: readonly Uint8Array[]): Promise<void> {
  for (const part of parts) {
    await new Blob([Uint8Array.from(part)]).stream().pipeTo(Deno.stdout.writable, { preventClose: true });
  }
}

function readCounts(xml: string): TestCounts {
  const [, head = ""] = /<testsuites([^>]*)>/.exec(xml) ?? [];
  const read = (name: string) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(head)?.[1] ?? 0);
  const skipped = xml.match(/<skipped\b/g)?.length ?? 0;
  const failed = read("failures") + read("errors");
  return { passed: read("tests") - failed - skipped, failed };
}
