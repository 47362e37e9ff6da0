import { z } from "zod";
import { projectRoot } from "../stack/paths.ts";

const configSchema = z.object({ imports: z.record(z.string(), z.string()) });

/**
 * Shared code resolves through the map of the function that imports it: what it names must be in every map, with the root's
 * versions, or the tests would run other packages than what is deployed. A function may have packages of its own.
 */
export async function findImportMapProblems(functionNames: readonly string[]): Promise<string[]> {
  const root = await readImports("deno.json");
  const shared = await readSharedCode(`${projectRoot}supabase/functions/_shared`);
  const problems: string[] = [];
  for (const name of functionNames) {
    const path = `supabase/functions/${name}/deno.json`;
    const imports = await readImports(path);
    for (const [specifier, target] of Object.entries(imports)) {
      if (root[specifier] !== target) {
        problems.push(`${path} maps ${specifier} to ${target}, the root to ${root[specifier] ?? "nothing"}.`);
      }
    }
    for (const specifier of Object.keys(root)) {
      const isNamed = shared.includes(`from "${specifier}"`) || shared.includes(`from "${specifier}/`);
      if (isNamed && imports[specifier] === undefined) {
        problems.push(`${path} lacks ${specifier}, which shared code imports.`);
      }
    }
  }
  return problems;
}

async function readImports(path: string): Promise<Record<string, string>> {
  return configSchema.parse(JSON.parse(await Deno.readTextFile(projectRoot + path))).imports;
}

async function readSharedCode(directory: string): Promise<string> {
  const texts: string[] = [];
  for await (const entry of Deno.readDir(directory)) {
    const path = `${directory}/${entry.name}`;
    if (entry.isDirectory) texts.push(await readSharedCode(path));
    else if (entry.name.endsWith(".ts")) texts.push(await Deno.readTextFile(path));
  }
  return texts.join("\n");
}
