import { projectRoot } from "../stack/paths.ts";

/**
 * Runs `deno test` with its own output on the terminal, and counts from its JUnit report. A run that fails without a
 * failed test (a file that does not load) counts as one failure.
 */
export async function runDenoTests(args: readonly string[]): Promise<{ passed: number; failed: number }> {
  const report = await Deno.makeTempFile({ suffix: ".xml" });
  try {
    const { success } = await new Deno.Command(Deno.execPath(), {
      // Types are `deno task check`'s.
      args: ["test", "-A", "--no-check", `--junit-path=${report}`, ...args],
      cwd: projectRoot,
      stdout: "inherit",
      stderr: "inherit",
    }).spawn().status;
    const { passed, failed } = readCounts(await Deno.readTextFile(report));
    return { passed, failed: success ? failed : Math.max(failed, 1) };
  } finally {
    await Deno.remove(report);
  }
}

function readCounts(xml: string): { passed: number; failed: number } {
  const [, head = ""] = /<testsuites([^>]*)>/.exec(xml) ?? [];
  const read = (name: string) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(head)?.[1] ?? 0);
  const skipped = xml.match(/<skipped\b/g)?.length ?? 0;
  const failed = read("failures") + read("errors");
  return { passed: read("tests") - failed - skipped, failed };
}
