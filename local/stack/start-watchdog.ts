import { fileURLToPath } from "node:url";

/** One line of JSON on the watchdog's input. */
export type WatchdogMessage = { add: { name: string; pid: number } } | { remove: number };

export interface Watchdog {
  pid: number;
  /** Has that process ended when this one has ended, however it did. */
  add(name: string, pid: number): void;
  remove(pid: number): void;
  /** Lets it go; what it still knows of is ended first. */
  close(): Promise<void>;
}

const watchdogFile = fileURLToPath(import.meta.resolve("./watchdog.ts"));

/** Starts the process that ends this one's children after it; see watchdog.ts. */
export function startWatchdog(): Watchdog {
  const child = new Deno.Command(Deno.execPath(), {
    // Every right: Deno lets no less read /proc.
    args: ["run", "-A", "--no-config", "--no-lock", "--no-check", watchdogFile],
    stdin: "piped",
    stdout: "null",
    stderr: "null",
    // Out of the terminal's process group: Ctrl-C and a closed terminal end the others, not this.
    detached: true,
  }).spawn();
  child.unref();
  const input = child.stdin.getWriter();
  const encoder = new TextEncoder();
  // Killed itself, it hears no more: then the next start ends what is left, by the records.
  const tell = (message: WatchdogMessage) =>
    void input.write(encoder.encode(`${JSON.stringify(message)}\n`)).catch(() => {});
  return {
    pid: child.pid,
    add: (name, pid) => tell({ add: { name, pid } }),
    remove: (pid) => tell({ remove: pid }),
    close: async () => {
      child.ref();
      await input.close().catch(() => {});
      await child.status;
    },
  };
}
