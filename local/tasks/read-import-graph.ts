import { pathToFileURL } from "node:url";
import { z } from "zod";
import { projectRoot } from "../stack/paths.ts";
import type { ImportGraph } from "./find-import-problems.ts";

const target = z.object({ specifier: z.string().optional() }).optional();
const infoSchema = z.object({
  modules: z.array(z.object({
    specifier: z.string(),
    // `type` is there only where the types come from elsewhere than the code.
    dependencies: z.array(z.object({ code: target, type: target })).default([]),
  })),
});

/** The imports of every file under the folders, as Deno itself resolves them. Packages are left out. */
export async function readImportGraph(...folders: string[]): Promise<ImportGraph> {
  const root = pathToFileURL(projectRoot).href;
  const paths = (await Promise.all(folders.map(listCode))).flat();
  const entry = await Deno.makeTempFile({ prefix: "call-scheduling-imports-", suffix: ".ts" });
  try {
    await Deno.writeTextFile(entry, paths.map((path) => `import ${JSON.stringify(root + path)};\n`).join(""));
    const { modules } = infoSchema.parse(JSON.parse(await runInfo(entry)));
    const inside = (specifier: string | undefined) =>
      specifier?.startsWith(root) ? [specifier.slice(root.length)] : [];
    return new Map(modules.flatMap(({ specifier, dependencies }) => {
      const targets = dependencies.flatMap(({ code, type }) => [code, type]);
      const found = new Set(targets.flatMap((one) => inside(one?.specifier)));
      return inside(specifier).map((path) => [path, [...found]] as const);
    }));
  } finally {
    await Deno.remove(entry);
  }
}

async function runInfo(entry: string): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "--no-lock", "--config", `${projectRoot}deno.json`, entry],
    cwd: projectRoot,
  }).output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(`deno info failed: ${decoder.decode(stderr)}`);
  return decoder.decode(stdout);
}

async function listCode(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const entry of Deno.readDir(projectRoot + folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) paths.push(...await listCode(path));
    else if (/\.tsx?$/.test(entry.name)) paths.push(path);
  }
  return paths.sort();
}
