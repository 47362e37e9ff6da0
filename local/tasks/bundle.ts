import { projectRoot } from "../stack/paths.ts";
import { printLine } from "./print.ts";
import { runTask } from "./run-task.ts";

// The size of each function as it is deployed, in one file, against its limit.

const kilobyte = 1000;
/** Every worker loads the whole of it before its first answer; `supabase functions deploy --use-api` takes 5 MB. */
const limits: Record<string, number> = {
  "agent-tools": 600 * kilobyte,
  "bolna-webhook": 600 * kilobyte,
  deliver: 600 * kilobyte,
  metrics: 300 * kilobyte,
  sweep: 600 * kilobyte,
};
const usualLimit = 1000 * kilobyte;

await runTask(async () => {
  const folder = await Deno.makeTempDir({ prefix: "call-scheduling-bundle-" });
  let isTooLarge = false;
  try {
    for (const name of await listFunctions()) {
      const size = await bundle(name, `${folder}/${name}.js`);
      const limit = limits[name] ?? usualLimit;
      const verdict = size > limit ? `  FAILED: more than ${limit / kilobyte} kB` : "";
      printLine(`${name.padEnd(16)} ${Math.round(size / kilobyte).toString().padStart(5)} kB${verdict}`);
      isTooLarge ||= size > limit;
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  return isTooLarge ? 1 : 0;
});

async function listFunctions(): Promise<string[]> {
  const names: string[] = [];
  for await (const entry of Deno.readDir(`${projectRoot}supabase/functions`)) {
    if (entry.isDirectory && !entry.name.startsWith("_")) names.push(entry.name);
  }
  return names.sort();
}

async function bundle(name: string, target: string): Promise<number> {
  const directory = `supabase/functions/${name}`;
  const args = ["bundle", "--quiet", "--minify", "--no-lock", "--platform", "deno"];
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...args, "--config", `${directory}/deno.json`, "-o", target, `${directory}/index.ts`],
    cwd: projectRoot,
  }).output();
  if (!success) throw new Error(`${name} cannot be bundled: ${new TextDecoder().decode(stderr)}`);
  return (await Deno.stat(target)).size;
}
