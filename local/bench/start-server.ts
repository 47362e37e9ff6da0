import { fileURLToPath } from "node:url";
import { rootConfig } from "../stack/paths.ts";
import { StackError } from "../stack/stack-error.ts";

export interface BenchServer extends AsyncDisposable {
  url: string;
}

/**
 * Starts an HTTP server of this directory in a process of its own, so that its work never waits for the benchmark's. It must
 * say on stderr where it is listening. Throws StackError when it does not.
 */
export async function startServer(fileName: string, ...args: string[]): Promise<BenchServer> {
  const entry = fileURLToPath(import.meta.resolve(`./${fileName}`));
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-lock", "--allow-net=127.0.0.1", `--config=${rootConfig}`, entry, ...args],
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const end = async () => {
    child.kill("SIGKILL");
    await child.status;
  };
  const url = await readAddress(child.stderr);
  if (url === undefined) {
    await end();
    throw new StackError(`${fileName} of the benchmark did not start.`);
  }
  return { url, [Symbol.asyncDispose]: end };
}

async function readAddress(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string | undefined> {
  let text = "";
  for await (const part of stream.pipeThrough(new TextDecoderStream())) {
    text += part;
    const [, url] = /Listening on (http:\/\/[\d.:]+\d)/.exec(text) ?? [];
    if (url !== undefined) return url;
  }
}
