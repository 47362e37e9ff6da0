import { z } from "zod";
import { readJson, removeIfThere, writePrivateJson } from "./private-file.ts";
import { endProcess, isAlive, type ProcessRecord, readProcessIdentity } from "./process-identity.ts";
import { StackError } from "./stack-error.ts";
import { startWatchdog } from "./start-watchdog.ts";

const recordsSchema = z.array(z.object({ name: z.string(), pid: z.number(), identity: z.string() }));
const ownName = "stack";

/**
 * The processes of one data directory. A watchdog ends them when this one ends, and they are written down, so that the
 * next start can end what was left behind when the watchdog was killed too.
 */
export interface ProcessRecords {
  add(name: string, pid: number): Promise<void>;
  remove(pid: number): Promise<void>;
  clear(): Promise<void>;
}

/**
 * Takes the data directory for this process. Ends the children of a stack that was killed; throws StackError while
 * that stack is alive.
 */
export async function openProcessRecords(dataDir: string): Promise<ProcessRecords> {
  const path = `${dataDir}/processes.json`;
  await endLeftovers(dataDir, recordsSchema.catch([]).parse(await readJson(path).catch(() => [])));
  const records = new Map<number, ProcessRecord>();
  const watchdog = startWatchdog();
  let writing = Promise.resolve();
  // On a full disk the file stays as it was; the watchdog knows without it.
  const save =
    () => (writing = writing.then(() => writePrivateJson(path, [...records.values()])).catch(() => {}));
  const add = async (name: string, pid: number) => {
    // First, and at once: what is started before this line is known would be left behind by a SIGKILL.
    if (pid !== Deno.pid && pid !== watchdog.pid) watchdog.add(name, pid);
    const identity = await readProcessIdentity(pid);
    if (identity === undefined) return;
    records.set(pid, { name, pid, identity });
    await save();
  };
  await add(ownName, Deno.pid);
  await add("watchdog", watchdog.pid);
  return {
    add,
    remove: async (pid) => {
      watchdog.remove(pid);
      if (records.delete(pid)) await save();
    },
    clear: async () => {
      await watchdog.close();
      await writing;
      await removeIfThere(path);
    },
  };
}

async function endLeftovers(dataDir: string, records: readonly ProcessRecord[]): Promise<void> {
  const owner = records.find((record) => record.name === ownName);
  if (owner !== undefined && await isAlive(owner)) {
    throw new StackError(
      `A stack is already running on ${dataDir} (process ${owner.pid}): stop it first, or set LOCAL_DATA_DIR to another directory.`,
    );
  }
  // SIGINT is Postgres's fast shutdown; the function processes end on it as well.
  await Promise.all(
    records.filter((record) => record !== owner).map((record) => endProcess(record, { signal: "SIGINT" })),
  );
}
