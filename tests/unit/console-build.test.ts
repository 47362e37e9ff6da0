import assert from "node:assert/strict";
import { z } from "zod";
import { buildStaleConsole, consoleDist } from "../../local/console/build-console.ts";
import { answerWithConsole, readConsoleFiles } from "../../local/console/console-files.ts";
import { consoleHeaders } from "../../local/console/console-headers.ts";
import { projectRoot } from "../../local/stack/paths.ts";
import { ConfigProblem, parseConfig } from "../../console/src/parse-config.ts";

const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    isEntry: z.boolean().default(false),
    imports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
);

async function gzipped(path: string): Promise<number> {
  const { body } = new Response((await Deno.readFile(path)).buffer);
  if (body === null) throw new Error(`${path} is empty.`);
  return (await new Response(body.pipeThrough(new CompressionStream("gzip"))).bytes()).length;
}

Deno.test("the console's first load, the program of Today with it, stays under 100 kB, and no file of it holds a secret key or a database's address", async () => {
  await buildStaleConsole();
  const manifest = manifestSchema.parse(
    JSON.parse(await Deno.readTextFile(`${consoleDist}/.vite/manifest.json`)),
  );
  const files = new Set<string>();
  const add = (name: string) => {
    const chunk = manifest[name];
    if (chunk === undefined || files.has(chunk.file)) return;
    [chunk.file, ...chunk.css].forEach((file) => files.add(file));
    chunk.imports.forEach(add);
  };
  const first = Object.keys(manifest).filter((name) =>
    manifest[name]?.isEntry || name.endsWith("/Today.tsx")
  );
  assert.equal(first.length, 2);
  first.forEach(add);
  const sizes = await Promise.all(["index.html", ...files].map((file) => gzipped(`${consoleDist}/${file}`)));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(total > 30_000 && total < 100_000, `${total} bytes`);
  for (const { body } of (await readConsoleFiles(consoleDist)).values()) {
    assert.doesNotMatch(new TextDecoder().decode(body), /sb_secret_[A-Za-z0-9]|postgres(ql)?:\/\//);
  }
});

Deno.test("only files of the build are served, whatever a path says, and every one under the strict policy", () => {
  const page = { body: new TextEncoder().encode("<!doctype html>"), type: "text/html; charset=utf-8" };
  const files = new Map([["/", page], ["/assets/a-1.js", {
    ...page,
    type: "text/javascript; charset=utf-8",
  }]]);
  const config = { apiUrl: "./", functionsUrl: "./f", publishableKey: "k", realtime: false, name: "n" };
  const ask = (path: string, method = "GET") => answerWithConsole(files, config, { method, path });
  for (const path of ["/../deno.json", "/%2e%2e/deno.json", "/.vite/manifest.json", "/functions/v1/x"]) {
    assert.equal(ask(path), undefined);
  }
  assert.equal(ask("/", "POST"), undefined);
  assert.match(ask("/")?.headers.get("content-security-policy") ?? "", /trusted-types 'none'/);
  assert.match(ask("/assets/a-1.js")?.headers.get("cache-control") ?? "", /immutable/);
  assert.equal(ask("/config.json")?.headers.get("cache-control"), "no-cache");
});

Deno.test("a host is told to send the same headers as this machine does", async () => {
  const [told, readme] = await Promise.all(
    ["console/public/_headers", "console/README.md"].map((path) => Deno.readTextFile(projectRoot + path)),
  );
  const headers = consoleHeaders(["https://<ref>.supabase.co", "wss://<ref>.supabase.co"]);
  for (const [name, value] of Object.entries(headers)) {
    assert.ok(told?.includes(`  ${name}: ${value}\n`), name);
    assert.ok(
      readme?.includes(`add_header ${name} ${value.includes(" ") ? `"${value}"` : value} always;`),
      name,
    );
  }
});

Deno.test("settings of the console that are wrong are named, and a secret key is refused", () => {
  const right = {
    apiUrl: "./",
    functionsUrl: "https://x.test/f/",
    publishableKey: "sb_publishable_1",
    name: "Acme",
  };
  const parse = (change: Record<string, unknown>) =>
    parseConfig({ ...right, ...change }, "https://c.test/app/");
  assert.deepEqual(parse({}), {
    ...right,
    apiUrl: "https://c.test/app",
    functionsUrl: "https://x.test/f",
    realtime: false,
  });
  const wrong: [string, unknown][] = [
    ["apiUrl", "javascript:alert(1)"],
    ["functionsUrl", undefined],
    ["publishableKey", "sb_secret_1"],
    ["realtime", "yes"],
    ["name", " "],
  ];
  for (const [field, value] of wrong) {
    assert.throws(
      () => parse({ [field]: value }),
      (error) => error instanceof ConfigProblem && error.field === field,
    );
  }
  assert.throws(() => parseConfig("text", "https://c.test/"), ConfigProblem);
});
