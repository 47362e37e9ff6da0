import assert from "node:assert/strict";
import { findImportProblems } from "../../local/tasks/find-import-problems.ts";

const functions = "supabase/functions";
const shared = `${functions}/_shared`;

/** The problems of one file that imports another. */
function problemsOf(from: string, to: string): string[] {
  return findImportProblems(new Map([[from, [to]], [to, []]]));
}

Deno.test("imports that lead down the layers are all right, and what is local may import everything", () => {
  const upwards = [
    `${shared}/platform/log.ts`,
    `${shared}/bolna/client.ts`,
    `${shared}/calls/types.ts`,
    `${shared}/contacts/reading.ts`,
    `${shared}/rules/evaluate-rules.ts`,
    `${shared}/dependencies.ts`,
    `${functions}/sync/app.ts`,
    "local/chaos/world.ts",
    "console/src/api/types.ts",
  ];
  const graph = new Map(upwards.map((path, height) => [path, upwards.slice(0, height)]));
  assert.deepEqual(findImportProblems(graph), []);
  for (const [height, path] of upwards.entries()) {
    for (const higher of upwards.slice(height + 1)) {
      assert.equal(problemsOf(path, higher).length, 1, `${path} imports ${higher}`);
    }
  }
});

Deno.test("calls knows nothing of contacts, rules and write-back", () => {
  for (const folder of ["contacts", "rules", "write-back"]) {
    assert.deepEqual(problemsOf(`${shared}/calls/a.ts`, `${shared}/${folder}/b.ts`), [
      `${shared}/calls/a.ts imports ${shared}/${folder}/b.ts: calls may not know ${folder}.`,
    ]);
  }
});

Deno.test("neighbours know nothing of each other: two outsides, two capabilities, two functions", () => {
  const neighbours = [
    [`${shared}/bolna/a.ts`, `${shared}/hubspot/b.ts`],
    [`${shared}/rules/a.ts`, `${shared}/write-back/b.ts`],
    [`${functions}/sweep/a.ts`, `${functions}/sync/b.ts`],
  ] as const;
  for (const [one, other] of neighbours) {
    assert.equal(problemsOf(one, other).length, 1, one);
    assert.equal(problemsOf(other, one).length, 1, other);
  }
});

Deno.test("a circle is told with its way, in any folder", () => {
  const graph = new Map([
    ["local/a.ts", ["local/b.ts"]],
    ["local/b.ts", ["local/c.ts", "local/d.ts"]],
    ["local/c.ts", ["local/b.ts"]],
    ["local/d.ts", []],
  ]);
  assert.deepEqual(findImportProblems(graph), [
    "A circle of imports: local/b.ts → local/c.ts → local/b.ts.",
  ]);
  assert.deepEqual(findImportProblems(new Map([["local/a.ts", ["local/a.ts"]]])), [
    "A circle of imports: local/a.ts → local/a.ts.",
  ]);
});

Deno.test("two ways to one file are no circle", () => {
  const graph = new Map([
    ["local/a.ts", ["local/b.ts", "local/c.ts"]],
    ["local/b.ts", ["local/d.ts"]],
    ["local/c.ts", ["local/d.ts"]],
    ["local/d.ts", []],
  ]);
  assert.deepEqual(findImportProblems(graph), []);
});

Deno.test("a folder of which nobody said how high it lies is a problem, and so is what is neither deployed nor local", () => {
  for (const path of [`${shared}/weather/a.ts`, "tests/support/a.ts"]) {
    const problems = findImportProblems(new Map([[path, []]]));
    assert.equal(problems.length, 1);
    assert.ok(problems[0]?.startsWith(`${path} has no place`));
  }
});
