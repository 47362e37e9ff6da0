import assert from "node:assert/strict";
import { dirname, normalize } from "node:path";
import { z } from "zod";
import { projectRoot } from "../../local/stack/paths.ts";
import { findLinks, listAnchors } from "../support/read-markdown.ts";

async function listPages(): Promise<string[]> {
  const pages = [
    "README.md",
    "PROMISES.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "supabase/schemas/README.md",
    "console/README.md",
    "operations/README.md",
  ];
  for await (const { name } of Deno.readDir(`${projectRoot}docs`)) {
    if (name.endsWith(".md")) pages.push(`docs/${name}`);
  }
  return pages;
}

const read = (page: string) => Deno.readTextFile(projectRoot + page);

/** What is wrong with a link of a page; undefined: nothing. */
async function findFault(page: string, target: string): Promise<string | undefined> {
  if (/^https?:/.test(target)) return;
  const [file = "", anchor] = target.split("#");
  const path = file === "" ? page : normalize(`${dirname(page)}/${file}`);
  if (!await Deno.stat(projectRoot + path).then(() => true, () => false)) return "no such file";
  if (anchor === undefined) return;
  if (!path.endsWith(".md")) return "only a page has anchors";
  return listAnchors(await read(path)).includes(anchor) ? undefined : "no such heading";
}

Deno.test("every file and heading that a page links to is there", async () => {
  const broken: string[] = [];
  for (const page of await listPages()) {
    const { targets, undefinedLabels } = findLinks(await read(page));
    broken.push(...undefinedLabels.map((label) => `${page}: [${label}] leads nowhere`));
    for (const target of targets) {
      const fault = await findFault(page, target);
      if (fault !== undefined) broken.push(`${page}: ${target}: ${fault}`);
    }
  }
  assert.deepEqual(broken, []);
});

Deno.test("the README has every task, and the pages name none that is not there", async () => {
  const { tasks } = z.object({ tasks: z.record(z.string(), z.string()) }).parse(
    JSON.parse(await read("deno.json")),
  );
  const readme = await read("README.md");
  const table = readme.slice(readme.indexOf("| `deno task …`"));
  assert.deepEqual(Object.keys(tasks).filter((task) => !new RegExp(`\`${task}[\` ]`).test(table)), []);
  for (const page of await listPages()) {
    for (const [, task = ""] of (await read(page)).matchAll(/deno task ([a-z-]+(?::[a-z]+)?)/g)) {
      assert.ok(task in tasks, `${page}: deno task ${task}`);
    }
  }
});

Deno.test("each promise names its code and its test", async () => {
  const text = await read("PROMISES.md");
  assert.doesNotMatch(text, /^- /m, "a promise is a row");
  const rows = text.split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| Promise |") && !line.startsWith("| ---"));
  assert.ok(rows.length > 80, `${rows.length} promises`);
  for (const row of rows) {
    const [promise = "", code = "", test = "", ...more] = row.slice(2, -2).split(" | ");
    assert.ok(promise.length > 10 && more.length === 0, row);
    for (const cell of [code, test]) assert.match(cell, /^\[[^\]]+\]/, row);
  }
});

Deno.test("what is wrong with a page is seen", () => {
  const page =
    "# A b\n\n[x](y.md#z) [other.ts], `[0]` and [known]\n\n```\n[a](b)\n```\n\n## `A` B!\n\n[known]: k.ts\n";
  assert.deepEqual(findLinks(page), { targets: ["y.md#z", "k.ts"], undefinedLabels: ["other.ts"] });
  assert.deepEqual(listAnchors(page), ["a-b", "a-b-1"]);
});
