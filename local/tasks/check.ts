import { findDescriptionProblems } from "../openapi/find-description-problems.ts";
import { generatedFiles } from "../generate/generated-files.ts";
import { projectRoot } from "../stack/paths.ts";
import { findEndingHolidays, findStalePack } from "../policy/pack-migration.ts";
import { readTextIfThere } from "../stack/private-file.ts";
import { findImportMapProblems } from "./find-import-map-problems.ts";
import { findImportProblems } from "./find-import-problems.ts";
import { printLine } from "./print.ts";
import { readImportGraph } from "./read-import-graph.ts";
import { runTask } from "./run-task.ts";

// Format, lint, types, import maps, the direction of imports, the description of the API, generated files. Runs all of them and says which failed.
await runTask(async () => {
  const steps: readonly (readonly [string, () => Promise<readonly string[]>])[] = [
    ["format", () => runDeno("fmt", "--check")],
    ["lint", () => runDeno("lint")],
    ["types of the tasks, the stack and the tests", () => runDeno("check", "--quiet", "local", "tests")],
    ["types of the console", () => runDeno("check", "--quiet", "console")],
    [
      "types of what is generated",
      () => runDeno("check", "--quiet", ...generatedFiles.map(({ path }) => path)),
    ],
    ...(await listFunctions()).map((name) =>
      [`types of ${name}`, () => runDeno("check", "--quiet", "--no-lock", ...functionEntry(name))] as const
    ),
    ["import maps of the functions", async () => await findImportMapProblems(await listFunctions())],
    [
      "direction of the imports, and no circles",
      async () => findImportProblems(await readImportGraph("supabase/functions", "local", "console/src")),
    ],
    ["the description of the API, by Spectral", () => findDescriptionProblems()],
    ["generated files", findStaleFiles],
    ["the newest policy pack is what supabase/policy makes", () => findStalePack(projectRoot)],
    ["holidays reach thirteen months ahead", findEndingYears],
  ];
  let failed = 0;
  for (const [name, run] of steps) {
    const problems = await run();
    printLine(`${problems.length === 0 ? "ok    " : "FAILED"} ${name}`);
    for (const problem of problems) printLine(problem);
    if (problems.length > 0) failed++;
  }
  return failed === 0 ? 0 : 1;
});

async function runDeno(...args: string[]): Promise<string[]> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: projectRoot })
    .output();
  const decoder = new TextDecoder();
  return success ? [] : [decoder.decode(stdout) + decoder.decode(stderr)];
}

async function listFunctions(): Promise<string[]> {
  const names: string[] = [];
  for await (const entry of Deno.readDir(`${projectRoot}supabase/functions`)) {
    if (entry.isDirectory && !entry.name.startsWith("_")) names.push(entry.name);
  }
  return names.sort();
}

function functionEntry(name: string): string[] {
  const directory = `supabase/functions/${name}`;
  return ["--config", `${directory}/deno.json`, `${directory}/index.ts`];
}

async function findStaleFiles(): Promise<string[]> {
  const stale: string[] = [];
  for (const { path, generate } of generatedFiles) {
    if (await generate() !== await readTextIfThere(projectRoot + path)) {
      stale.push(`${path} is out of date: run \`deno task generate\`.`);
    }
  }
  return stale;
}

/** Fails CI alone: who works on something else on that day is only told. */
async function findEndingYears(): Promise<string[]> {
  const problems = await findEndingHolidays(projectRoot, new Date());
  if (Deno.env.get("CI") === "true") return problems;
  for (const problem of problems) printLine(`warning: ${problem}`);
  return [];
}
