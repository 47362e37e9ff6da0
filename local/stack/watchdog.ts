import { endProcess, type ProcessRecord, readProcessIdentity } from "./process-identity.ts";
import type { WatchdogMessage } from "./start-watchdog.ts";

// Entry point of its own process: outlives the stack and ends what the stack left running, whatever ended it. Its
// standard input is a pipe that only the stack holds, so the end of the input is the end of the stack, SIGKILL included.
// It hears of the children through that pipe and needs no file: a full disk may be what ended the stack.

/** Postgres's fast shutdown writes what it holds to disk first. */
const graceMs = 10_000;

// A signal to every process of this user reaches the stack too, and the stack's end is what this waits for.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) Deno.addSignalListener(signal, () => {});

const running = new Map<number, ProcessRecord>();
for await (const line of readInputLines()) {
  const message: WatchdogMessage = JSON.parse(line);
  if ("remove" in message) {
    running.delete(message.remove);
    continue;
  }
  const { name, pid } = message.add;
  const identity = await readProcessIdentity(pid);
  if (identity !== undefined) running.set(pid, { name, pid, identity });
}
// SIGINT is Postgres's fast shutdown; the function processes end on it as well.
await Promise.all([...running.values()].map((record) => endProcess(record, { signal: "SIGINT", graceMs })));
// The listeners would keep it alive.
Deno.exit(0);

async function* readInputLines(): AsyncGenerator<string> {
  let rest = "";
  for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
