import { projectRoot } from "../../local/stack/paths.ts";
import { findFreePort } from "../../local/stack/ports.ts";
import { copyDatabaseTemplate, databaseTemplate } from "../../local/stack/with-database-template.ts";
import { waitFor } from "../support/wait-for.ts";

export interface TaskResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** `LOCAL_*` for a stack of its own beside whatever runs on this machine. */
export function makeLocalSettings(dataDir: string): Record<string, string> {
  return {
    LOCAL_DATA_DIR: dataDir,
    LOCAL_API_PORT: `${findFreePort()}`,
    LOCAL_DB_PORT: `${findFreePort()}`,
    LOCAL_BOLNA_PORT: `${findFreePort()}`,
    LOCAL_HUBSPOT_PORT: `${findFreePort()}`,
    LOCAL_DB_URL: "",
    BOLNA_API_URL: "",
    HUBSPOT_API_URL: "",
  };
}

/** Runs a task to its end, as an operator does. */
export async function runTask(
  name: string,
  env: Record<string, string>,
  args: string[] = [],
): Promise<TaskResult> {
  const { code, stdout, stderr } = await command(name, env, args).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

export interface StartedTask {
  pid: number;
  output: () => string;
  kill(signal: Deno.Signal): void;
  ended: Promise<number>;
}

/** Lays a database with all migrations where a start would make one: a quarter of its time. */
export async function layDatabase(dataDir: string): Promise<void> {
  const template = Deno.env.get(databaseTemplate);
  if (template !== undefined) await copyDatabaseTemplate(template, dataDir);
}

/** Runs `start` until it says that it is ready. */
export async function startProcess(env: Record<string, string>, args: string[] = []): Promise<StartedTask> {
  const child = command("start", env, args).spawn();
  let text = "";
  const read = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    for await (const part of stream.pipeThrough(new TextDecoderStream())) text += part;
  };
  const reading = Promise.all([read(child.stdout), read(child.stderr)]);
  const ended = child.status.then(async ({ code }) => {
    await reading;
    return code;
  });
  let hasEnded = false;
  ended.then(() => hasEnded = true);
  await waitFor("the stack's start", () => {
    if (hasEnded) throw new Error(`start ended: ${text}`);
    return text.includes("Ready.") || undefined;
  }, { withinMs: 180_000 });
  return { pid: child.pid, output: () => text, kill: (signal) => child.kill(signal), ended };
}

function command(name: string, env: Record<string, string>, args: string[]): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", `${projectRoot}local/tasks/${name}.ts`, ...args],
    cwd: projectRoot,
    env: { ...env, NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
}
