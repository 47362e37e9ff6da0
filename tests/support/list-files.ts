import { projectRoot } from "../../local/stack/paths.ts";

/** The files of a folder and those in it whose names end so, as paths from the project's root. */
export async function listFiles(folder: string, ending: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(projectRoot + folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) found.push(...await listFiles(path, ending));
    else if (name.endsWith(ending)) found.push(path);
  }
  return found.sort();
}
