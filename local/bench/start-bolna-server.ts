import { fileURLToPath } from "node:url";
import { z } from "zod";
import { rootConfig } from "../stack/paths.ts";
import { StackError } from "../stack/stack-error.ts";

const seenSchema = z.object({
  calls: z.number(),
  reads: z.number(),
  peak: z.number(),
  arrivals: z.array(z.tuple([z.string(), z.number()])),
});

export interface BolnaServer extends AsyncDisposable {
  url: string;
  /** Requests since the last reset: their numbers, how many calls were open at most, and when (Unix ms) each came. */
  readSeen(): Promise<z.output<typeof seenSchema>>;
  reset(): Promise<void>;
}

/** Starts `bolna-server.ts` in a process of its own, so that its work never waits for the benchmark's. */
export async function startBolnaServer(latencyMs: number): Promise<BolnaServer> {
  const entry = fileURLToPath(import.meta.resolve("./bolna-server.ts"));
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-lock", "--allow-net=127.0.0.1", `--config=${rootConfig}`, entry, `${latencyMs}`],
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
    throw new StackError("The HTTP server of the benchmark did not start.");
  }
  return {
    url,
    readSeen: async () => seenSchema.parse(await (await fetch(`${url}/control/seen`)).json()),
    reset: async () => {
      await (await fetch(`${url}/control/reset`)).body?.cancel();
    },
    [Symbol.asyncDispose]: end,
  };
}

async function readAddress(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string | undefined> {
  let text = "";
  for await (const part of stream.pipeThrough(new TextDecoderStream())) {
    text += part;
    const [, url] = /Listening on (http:\/\/[\d.:]+\d)/.exec(text) ?? [];
    if (url !== undefined) return url;
  }
}
