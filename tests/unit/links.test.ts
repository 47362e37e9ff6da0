import assert from "node:assert/strict";
import { dirname, normalize } from "node:path";
import { projectRoot } from "../../local/stack/paths.ts";

const pages = [
  "README.md",
  "PROMISES.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "supabase/schemas/README.md",
];

Deno.test("every file that a page links to is there", async () => {
  const broken: string[] = [];
  for await (const { name } of Deno.readDir(`${projectRoot}docs`)) pages.push(`docs/${name}`);
  for (const page of pages) {
    const text = await Deno.readTextFile(projectRoot + page);
    for (const [, target = ""] of text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
      if (/^https?:/.test(target)) continue;
      const path = normalize(`${dirname(page)}/${target}`);
      const isThere = await Deno.stat(projectRoot + path).then(() => true, () => false);
      if (!isThere) broken.push(`${page}: ${target}`);
    }
  }
  assert.deepEqual(broken, []);
});
