import type { ProcessRecords } from "./process-records.ts";
import { readLines } from "./read-lines.ts";
import { StackError } from "./stack-error.ts";

export interface ServedProcessOptions {
  name: string;
  /** The Deno program: the hosted runtime's version may differ from the one that runs the stack. */
  deno: string;
  /** Flags and entry file for `deno serve`. Read at every (re)start. */
  args: () => readonly string[];
  /** Read at every (re)start. The process sees nothing else but what Deno itself needs. */
  env: () => Record<string, string>;
  logFile: string;
  records: ProcessRecords;
  log: (line: string) => void;
  /** Keeps its error lines in the log file; for programs that log what is no error of ours. */
  quiet?: boolean;
  /** How long it may finish what it is doing. `deno serve` uses all of it while a client keeps a connection. */
  graceMs: number;
  /** Out of the terminal's process group, so that Ctrl-C leaves the order of ending to the stack. */
  detached: boolean;
}

// What Deno needs to find its cache, certificates and proxies.
const passedOn =
  /^(HOME|PATH|TMPDIR|LANG|XDG_.*|DENO_.*|NPM_CONFIG_.*|(HTTPS?|ALL)_PROXY|SSL_CERT_.*|NODE_EXTRA_CA_CERTS)$/i;
// What libfaketime needs, by which a whole stack lives on another date. Not its FAKETIME_SHARED: a semaphore that a process
// killed at the wrong moment leaves locked for all that share it.
const otherDate = /^(LD_PRELOAD|FAKETIME|FAKETIME_DONT_FAKE_MONOTONIC|NO_FAKE_STAT)$/;
const longestPauseMs = 5_000;

/** One `deno serve` on a loopback port, started again whenever it ends by itself. */
export class ServedProcess {
  /** Its address, undefined while it is (re)starting. */
  url: string | undefined;
  readonly #options: ServedProcessOptions;
  #child: Deno.ChildProcess | undefined;
  #stopped = false;
  #restartAsked = false;
  #loop: Promise<void> = Promise.resolve();

  constructor(options: ServedProcessOptions) {
    this.#options = options;
  }

  /** Resolves once it listens. Throws StackError with the end of its log when it ends before that. */
  async start(): Promise<void> {
    const { listening, ended } = this.#spawn();
    const lastLines = await listening;
    if (lastLines !== undefined) {
      throw new StackError(`${this.#options.name} does not start: ${lastLines} (${this.#options.logFile})`);
    }
    this.#loop = this.#keepAlive(ended);
  }

  /** Ends it; it comes back by itself with a fresh environment. */
  restart(): void {
    this.#restartAsked = true;
    this.#end();
    const child = this.#child;
    setTimeout(() => this.#child === child && this.#signal("SIGKILL"), this.#options.graceMs);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#end();
    const patience = setTimeout(() => this.#signal("SIGKILL"), this.#options.graceMs);
    await this.#loop.finally(() => clearTimeout(patience));
  }

  async #keepAlive(firstEnded: Promise<Deno.CommandStatus>): Promise<void> {
    let ended = firstEnded;
    for (let failures = 0; !this.#stopped;) {
      const startedAt = Date.now();
      const { code } = await ended;
      if (this.#stopped) return;
      if (this.#restartAsked) {
        this.#restartAsked = false;
      } else {
        failures = Date.now() - startedAt > 10_000 ? 1 : failures + 1;
        this.#options.log(`${this.#options.name} ended with code ${code} and is started again.`);
        await new Promise((resolve) => setTimeout(resolve, Math.min(50 * 2 ** failures, longestPauseMs)));
        if (this.#stopped) return;
      }
      ended = this.#spawn().ended;
    }
  }

  /** `listening` resolves to undefined once it serves, or to its last lines when it ended instead. */
  #spawn(): { listening: Promise<string | undefined>; ended: Promise<Deno.CommandStatus> } {
    const { deno, args, env, detached, records, logFile } = this.#options;
    const own = Object.entries(Deno.env.toObject()).filter(([name]) =>
      passedOn.test(name) || otherDate.test(name)
    );
    const child = new Deno.Command(deno, {
      args: ["serve", "--host", "127.0.0.1", "--port", "0", ...args()],
      clearEnv: true,
      env: { ...Object.fromEntries(own), NO_PROXY: "127.0.0.1,localhost", NO_COLOR: "1", ...env() },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      detached,
    }).spawn();
    this.#child = child;
    const recorded = records.add(this.#options.name, child.pid);
    const lastLines: string[] = [];
    const listening = new Promise<string | undefined>((resolve) => {
      const onLine = (line: string) => {
        const [, url] = /Listening on (http:\/\/[\d.]+:\d+)/.exec(line) ?? [];
        if (url !== undefined) {
          if (this.#child === child && !this.#stopped) this.url = url;
          return resolve(undefined);
        }
        lastLines.splice(0, Math.max(0, lastLines.length - 7));
        lastLines.push(line);
        if (!this.#options.quiet && isErrorLine(line)) this.#options.log(`${this.#options.name}: ${line}`);
      };
      Promise.all([readLines(child.stdout, logFile, onLine), readLines(child.stderr, logFile, onLine)])
        .finally(() => resolve(lastLines.filter((line) => line.trim()).join(" | ")));
    });
    const ended = child.status.then(async (status) => {
      if (this.#child === child) this.url = undefined;
      await recorded;
      await records.remove(child.pid);
      return status;
    });
    return { listening, ended };
  }

  #end(): void {
    this.url = undefined;
    this.#signal("SIGTERM");
  }

  #signal(signal: Deno.Signal): void {
    try {
      this.#child?.kill(signal);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // It has ended already.
    }
  }
}

/** A function's own log lines are JSON with a level; what Deno writes about a crash is not. */
function isErrorLine(line: string): boolean {
  return line.startsWith("{") ? line.includes('"level":"error"') : /^(error|Uncaught)\b/.test(line);
}
