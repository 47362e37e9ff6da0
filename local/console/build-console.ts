import { consoleDir, projectRoot } from "../stack/paths.ts";

/** What the build is made of; a change of any of it makes `dist` stale. */
const sources = [
  "console/src",
  "console/public",
  "console/index.html",
  "console/deno.json",
  "console/vite.config.ts",
  "local/openapi/api.types.ts",
];

export const consoleDist = `${consoleDir}/dist`;

/** Builds the console where it was never built, or where a source is newer. Throws with what the build said. */
export async function buildStaleConsole(): Promise<void> {
  const built = await Deno.stat(`${consoleDist}/index.html`).catch(() => null);
  const newest = Math.max(...await Promise.all(sources.map((path) => findNewest(projectRoot + path))));
  if (built?.mtime && built.mtime.getTime() > newest) return;
  await buildConsole();
}

export async function buildConsole(): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "npm:vite@8.3.8", "build", "console", "--logLevel", "error"],
    cwd: projectRoot,
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(`${decoder.decode(stderr)}${decoder.decode(stdout)}`.trim());
}

/** When a file, or the last changed file under a folder, was changed: milliseconds. */
async function findNewest(path: string): Promise<number> {
  const { mtime, isDirectory } = await Deno.stat(path);
  let newest = mtime?.getTime() ?? 0;
  if (!isDirectory) return newest;
  for await (const { name } of Deno.readDir(path)) {
    newest = Math.max(newest, await findNewest(`${path}/${name}`));
  }
  return newest;
}
