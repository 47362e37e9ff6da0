import { join } from "node:path";
import { findFreePort } from "./ports.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import { chooseLauncher, type Launcher } from "./postgres-user.ts";
import { readTextIfThere, removeIfThere } from "./private-file.ts";
import { endProcess, readCommandLine, readProcessIdentity } from "./process-identity.ts";
import type { ProcessRecords } from "./process-records.ts";
import { readLines } from "./read-lines.ts";
import { StackError } from "./stack-error.ts";

export interface RunningPostgres {
  url: string;
  /** Fast shutdown: open transactions roll back, what was committed is on disk. */
  stop(): Promise<void>;
  /** Resolves when the server has ended, asked or not. */
  ended: Promise<void>;
}

interface Options {
  dataDir: string;
  logFile: string;
  port: number;
  durable: boolean;
  records: ProcessRecords;
}

/** Starts the server on `dataDir`/postgres, making the database cluster on the first start (about 1 s). */
export async function startEmbeddedPostgres(options: Options): Promise<RunningPostgres> {
  const binaries = findPostgresBinaries();
  const directory = join(options.dataDir, "postgres");
  await Deno.mkdir(directory, { recursive: true });
  const launcher = await chooseLauncher([binaries.postgres, join(directory, "PG_VERSION")]);
  await initialise(binaries.initdb, directory, launcher, options.durable);
  await endStaleServer(directory);
  const port = options.port === 0 ? findFreePort() : options.port;
  const child = launcher.command(binaries.postgres, serverArgs(directory, port, options.durable), {
    stdin: "null",
    stdout: "null",
    stderr: "piped",
    // Out of the terminal's process group: Ctrl-C must not end the database before those who still write to it.
    detached: options.durable,
  }).spawn();
  await options.records.add("postgres", child.pid);
  const ended = child.status.then(() => options.records.remove(child.pid));
  await waitUntilReady(child, options.logFile);
  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
    ended,
    stop: async () => {
      child.kill("SIGINT");
      await ended;
    },
  };
}

async function initialise(
  initdb: string,
  directory: string,
  launcher: Launcher,
  durable: boolean,
): Promise<void> {
  if (await readTextIfThere(join(directory, "PG_VERSION")) !== undefined) return;
  // An initdb that was interrupted leaves files behind that the next one refuses to overwrite.
  await removeIfThere(directory);
  await Deno.mkdir(directory, { mode: 0o700 });
  if (launcher.owner) await Deno.chown(directory, launcher.owner.uid, launcher.owner.gid);
  const result = await launcher.command(initdb, [
    `--pgdata=${directory}`,
    "--username=postgres",
    // Loopback only, like the well-known password of Supabase's own local stack that DB_URL shows.
    "--auth=trust",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--no-instructions",
    ...(durable ? [] : ["--no-sync"]),
  ], { stdout: "null", stderr: "piped" }).output();
  if (!result.success) {
    throw new StackError(
      `Postgres could not make its data directory: ${new TextDecoder().decode(result.stderr).trim()}`,
    );
  }
}

function serverArgs(directory: string, port: number, durable: boolean): string[] {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    timezone: "UTC",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  return [
    "-D",
    directory,
    "-p",
    `${port}`,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
}

/** The process records may be lost; Postgres's own lock file still tells who serves this directory. */
async function endStaleServer(directory: string): Promise<void> {
  const lockFile = join(directory, "postmaster.pid");
  const [pidLine, servedDirectory] = (await readTextIfThere(lockFile))?.split("\n") ?? [];
  const pid = Number(pidLine);
  if (!pid || servedDirectory !== directory) return;
  const identity = await readProcessIdentity(pid);
  if (identity !== undefined && await isServerOf(pid, directory)) {
    await endProcess({ name: "postgres", pid, identity }, { signal: "SIGINT", graceMs: 10_000 });
  }
  // Postgres takes a stranger that got the old number for its predecessor and would not start.
  await removeIfThere(lockFile);
}

async function isServerOf(pid: number, directory: string): Promise<boolean> {
  const commandLine = await readCommandLine(pid);
  return commandLine !== undefined && commandLine.includes("postgres") && commandLine.includes(directory);
}

async function waitUntilReady(child: Deno.ChildProcess, logFile: string): Promise<void> {
  const firstLines: string[] = [];
  const ready = await new Promise<boolean>((resolve) => {
    readLines(child.stderr, logFile, (line) => {
      if (firstLines.length < 20) firstLines.push(line);
      if (line.includes("database system is ready to accept connections")) resolve(true);
    }).finally(() => resolve(false));
  });
  if (!ready) throw new StackError(`Postgres did not start: ${firstLines.join(" | ")}`);
}
