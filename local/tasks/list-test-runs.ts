import { projectRoot } from "../stack/paths.ts";

/** Each is a run by itself, and what takes longest begins first: the last to end decides how long all of it takes. */
const longest = [
  "chaos/machine",
  "console/console",
  "chaos/crash-points",
  "chaos/batches",
].map((name) => `${name}.test.ts`);
/** Those of these folders take a while too. Whatever is new comes after them. */
const slow = ["stack", "end-to-end", "sync", "workers", "chaos", "schema", "backup", "api"];
/** So many that a run has a moment's work and reading the program is the least of it. */
const atOnce = 10;

/** What each run of `deno test` is given, in the order in which they begin. */
export async function listTestRuns(): Promise<string[][]> {
  const folders = (await listNames("")).filter((name) => name !== "support");
  const runs: string[][] = longest.map((name) => [name]);
  const quick: string[] = [];
  for (const folder of [...slow, ...folders.filter((name) => !slow.includes(name))]) {
    const files = (await listNames(folder)).filter((name) => name.endsWith(".test.ts"))
      .map((name) => `${folder}/${name}`).filter((name) => !longest.includes(name));
    if (!slow.includes(folder)) quick.push(...files);
    else for (let at = 0; at < files.length; at += atOnce) runs.push(files.slice(at, at + atOnce));
  }
  return [...runs, quick].map((run) => run.map((name) => `tests/${name}`));
}

async function listNames(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(`${projectRoot}tests/${folder}`)) names.push(name);
  return names.sort();
}
