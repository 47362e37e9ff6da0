import { projectRoot } from "../stack/paths.ts";

const tests = "supabase/tests";

/** Every pgTAP test: `supabase/tests/<capability>/<promise>.sql`, in the order of names. */
export async function listPgtapFiles(): Promise<string[]> {
  const files: string[] = [];
  for await (const capability of Deno.readDir(projectRoot + tests)) {
    if (capability.isDirectory) files.push(...await listSqlFiles(`${tests}/${capability.name}`));
  }
  return files.sort();
}

/** What the tests share, in the order in which it is installed: the files that lie in no capability's folder. */
export async function listPgtapFixtures(): Promise<string[]> {
  return await listSqlFiles(tests);
}

async function listSqlFiles(folder: string): Promise<string[]> {
  const files: string[] = [];
  for await (const { name } of Deno.readDir(projectRoot + folder)) {
    if (name.endsWith(".sql")) files.push(`${folder}/${name}`);
  }
  return files.sort();
}
