import { z } from "zod";
import { readStackSettings, type StackSettings } from "../stack/settings.ts";
import { type Stack, startStack } from "../stack/start-stack.ts";
import { type BolnaServer, startBolnaServer } from "./start-bolna-server.ts";

export interface BenchStack extends AsyncDisposable {
  stack: Stack;
  bolna: BolnaServer;
  /** An access token of this demo user (supabase/seed.sql). */
  signIn(email: string): Promise<string>;
}

/** Of the server that stands for Bolna, in milliseconds. */
export const bolnaLatencyMs = 50;

/**
 * A whole system on free ports with a new database that is as safe from crashes as a real one, and the benchmark's
 * server in place of Bolna. Everything is gone after it is disposed of. `changes` are stack settings; their `env` is added to that of the
 * benchmarks.
 */
export async function startBenchStack(changes: Partial<StackSettings> = {}): Promise<BenchStack> {
  const cleanup = new AsyncDisposableStack();
  let closing: Promise<void> | undefined;
  const close = () => closing ??= cleanup.disposeAsync();
  cleanup.defer(onInterrupt(close));
  try {
    const dataDir = await Deno.makeTempDir({ prefix: "call-scheduling-bench-" });
    cleanup.defer(() => Deno.remove(dataDir, { recursive: true }));
    const bolna = cleanup.use(await startBolnaServer(bolnaLatencyMs));
    const settings = readStackSettings({});
    const stack = await startStack({
      ...settings,
      apiPort: 0,
      dbPort: 0,
      bolnaPort: 0,
      hubspotPort: 0,
      dataDir,
      functionsEnvFile: `${dataDir}/functions.env`,
      scheduler: false,
      syncEveryMinutes: false,
      hubspotOptions: {},
      ...changes,
      env: {
        BOLNA_API_URL: bolna.url,
        BOLNA_API_KEY: "bn-benchmark",
        BOLNA_AGENT_ID: crypto.randomUUID(),
        ...changes.env,
      },
    });
    cleanup.defer(stack.close);
    await layOutLog(stack);
    return {
      stack,
      bolna,
      signIn: (email) => signIn(stack, email),
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * A server that has run for a while writes into segments of its log that it has used before. A new one makes each, 16 MB, when it is
 * reached: in the middle of a commit that all others wait for, and once or twice in what a benchmark writes.
 */
async function layOutLog({ sql }: Stack): Promise<void> {
  for (let segment = 0; segment < 4; segment++) {
    await sql`select pg_logical_emit_message(true, 'bench', 'a segment is left only when something is in it')`;
    await sql`select pg_switch_wal()`;
  }
  // By this those that are left lie ahead again, as far as min_wal_size goes.
  await sql`checkpoint`;
}

/** The stack's processes are not in the terminal's group: without this they would outlive a Ctrl-C. Returns what undoes it. */
function onInterrupt(close: () => Promise<void>): () => void {
  const leave = () => void close().finally(() => Deno.exit(130));
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) Deno.addSignalListener(signal, leave);
  return () => signals.forEach((signal) => Deno.removeSignalListener(signal, leave));
}

async function signIn({ apiUrl, publishableKey }: Stack, email: string): Promise<string> {
  const answer = await fetch(`${apiUrl}/auth/v1/token?grant_type=password`, {
    method: "POST",
    headers: { apikey: publishableKey, "content-type": "application/json" },
    body: JSON.stringify({ email, password: "password1234" }),
  });
  return z.object({ access_token: z.string() }).parse(await answer.json()).access_token;
}
