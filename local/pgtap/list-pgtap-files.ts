import { projectRoot } from "../stack/paths.ts";

/** Every pgTAP test: `supabase/tests/<capability>/<promise>.sql`, in the order of names. */
export async function listPgtapFiles(): Promise<string[]> {
  const files: string[] = [];
  for await (const capability of Deno.readDir(`${projectRoot}supabase/tests`)) {
    if (!capability.isDirectory) continue;
    for await (const { name } of Deno.readDir(`${projectRoot}supabase/tests/${capability.name}`)) {
      if (name.endsWith(".sql")) files.push(`supabase/tests/${capability.name}/${name}`);
    }
  }
  return files.sort();
}
