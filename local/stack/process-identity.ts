import { readTextIfThere } from "./private-file.ts";

/** A process that we may signal later: the number alone can belong to somebody else by then. */
export interface ProcessRecord {
  name: string;
  pid: number;
  /** When it started, as the system tells it. */
  identity: string;
}

/** What tells this process from a later one with the same number, or undefined when it is gone. */
export async function readProcessIdentity(pid: number): Promise<string | undefined> {
  if (Deno.build.os === "linux") return await readLinuxIdentity(pid);
  const [, started, state] = /^(.+?)\s+(\S+)$/.exec(await runPs("lstart=,state=", pid)) ?? [];
  return started === undefined || state?.startsWith("Z") ? undefined : started;
}

/** Who started a process, and with which words; undefined when either is gone. */
export async function readParent(pid: number): Promise<{ pid: number; commandLine: string } | undefined> {
  const parent = Number(
    Deno.build.os === "linux"
      ? (await readProcFile(`/proc/${pid}/stat`))?.replace(/^.*\)/s, "").trim().split(" ")[1]
      : await runPs("ppid=", pid),
  );
  if (!parent) return undefined;
  const commandLine = await readCommandLine(parent);
  return commandLine === undefined ? undefined : { pid: parent, commandLine };
}

/** The program and its arguments with spaces between; undefined when the process is gone. */
export async function readCommandLine(pid: number): Promise<string | undefined> {
  if (Deno.build.os !== "linux") return await runPs("command=", pid) || undefined;
  return (await readProcFile(`/proc/${pid}/cmdline`))?.replaceAll("\0", " ").trim();
}

async function runPs(columns: string, pid: number): Promise<string> {
  const { stdout } = await new Deno.Command("ps", { args: ["-o", columns, "-p", `${pid}`] }).output();
  return new TextDecoder().decode(stdout).trim();
}

async function readLinuxIdentity(pid: number): Promise<string | undefined> {
  const stat = await readProcFile(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The command name is in parentheses and may hold spaces; the state and the start time (field 22) come after it.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (fields[0] === "Z") return undefined;
  const boot = (await readTextIfThere("/proc/sys/kernel/random/boot_id"))?.trim();
  return `${boot}/${fields[19]}`;
}

async function readProcFile(path: string): Promise<string | undefined> {
  try {
    return await readTextIfThere(path);
  } catch (error) {
    // It ended between open and read.
    if (error instanceof Error && Reflect.get(error, "code") === "ESRCH") return undefined;
    throw error;
  }
}

export async function isAlive(record: ProcessRecord): Promise<boolean> {
  return await readProcessIdentity(record.pid) === record.identity;
}

/** Ends it, gently first. Resolves once it is gone; does nothing to a stranger with the same number. */
export async function endProcess(
  record: ProcessRecord,
  { signal = "SIGTERM", graceMs = 4_000 }: { signal?: Deno.Signal; graceMs?: number } = {},
): Promise<void> {
  for (const next of [signal, "SIGKILL"] as const) {
    if (!await isAlive(record)) return;
    trySignal(record.pid, next);
    const deadline = Date.now() + graceMs;
    while (Date.now() < deadline && await isAlive(record)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

function trySignal(pid: number, signal: Deno.Signal): void {
  try {
    Deno.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
