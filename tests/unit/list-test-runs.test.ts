import assert from "node:assert/strict";
import { listTestRuns } from "../../local/tasks/list-test-runs.ts";
import { projectRoot } from "../../local/stack/paths.ts";

Deno.test("every file of tests is in one run, in whatever folder it lies", async () => {
  const files: string[] = [];
  const walk = async (folder: string) => {
    for await (const { name, isDirectory } of Deno.readDir(projectRoot + folder)) {
      if (isDirectory) await walk(`${folder}/${name}`);
      else if (/[._]test\.\w+$/.test(name)) files.push(`${folder}/${name}`);
    }
  };
  await walk("tests");
  const listed = (await listTestRuns()).flat();
  assert.deepEqual(listed.toSorted(), files.sort());
});
