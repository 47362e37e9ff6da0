import { z } from "zod";
import { projectRoot } from "../stack/paths.ts";

const configSchema = z.object({ imports: z.record(z.string(), z.string()) });

/**
 * Shared code resolves through the map of the function that imports it: all functions must have the same one, with the
 * root's versions, or the tests would run other packages than what is deployed.
 */
export async function findImportMapProblems(functionNames: readonly string[]): Promise<string[]> {
  const root = await readImports("deno.json");
  const problems: string[] = [];
  let first: { path: string; text: string } | undefined;
  for (const name of functionNames) {
    const path = `supabase/functions/${name}/deno.json`;
    const imports = await readImports(path);
    for (const [specifier, target] of Object.entries(imports)) {
      if (root[specifier] !== target) {
        problems.push(`${path} maps ${specifier} to ${target}, the root to ${root[specifier] ?? "nothing"}.`);
      }
    }
    const text = JSON.stringify(Object.entries(imports).sort());
    first ??= { path, text };
    if (text !== first.text) problems.push(`${path} and ${first.path} have different imports.`);
  }
  return problems;
}

async function readImports(path: string): Promise<Record<string, string>> {
  return configSchema.parse(JSON.parse(await Deno.readTextFile(projectRoot + path))).imports;
}
