import { resolve } from "node:path";
import { readBackupKeys } from "../backup/backup-keys.ts";
import { readBackup } from "../backup/read-backup.ts";
import { restoreBackup } from "../backup/restore-backup.ts";
import { isDatabaseAddress } from "../stack/connect-to-address.ts";
import { openProcessRecords } from "../stack/process-records.ts";
import { findFreePort } from "../stack/ports.ts";
import { readStackSettings } from "../stack/settings.ts";
import { StackError } from "../stack/stack-error.ts";
import { startDatabase } from "../stack/start-database.ts";
import { readLiveState } from "../stack/state-file.ts";
import { printLine } from "./print.ts";
import { readArguments } from "./read-arguments.ts";
import { runTask } from "./run-task.ts";

const usage = "Say where from: deno task restore -- --from DIR [--db postgresql://…]";

// Fills an empty stack that is not running, or an empty database, from a backup: `deno task restore -- --from DIR [--db ADDRESS]`.
await runTask(async () => {
  const { from, db } =
    readArguments(usage, { options: { from: { type: "string" }, db: { type: "string" } } }).values;
  if (from === undefined) throw new StackError(usage);
  if (db !== undefined && !isDatabaseAddress(db)) throw new StackError(usage);
  const given = readStackSettings(Deno.env.toObject());
  const settings = { ...given, ...(db === undefined ? {} : { dbUrl: db }), seed: false, log: printLine };
  if (settings.dbUrl === undefined && await readLiveState(settings.dataDir) !== undefined) {
    throw new StackError(
      `A stack runs on ${settings.dataDir}: stop it first, or name another LOCAL_DATA_DIR.`,
    );
  }
  const directory = resolve(from);
  const keys = await readBackupKeys(settings);
  const manifest = await readBackup(directory, keys);
  await using cleanup = new AsyncDisposableStack();
  await Deno.mkdir(`${settings.dataDir}/logs`, { recursive: true });
  const records = await openProcessRecords(settings.dataDir);
  cleanup.defer(records.clear);
  const dbPort = findFreePort();
  const dbUrl = settings.dbUrl ?? `postgresql://postgres:postgres@127.0.0.1:${dbPort}/postgres`;
  const { sql } = await startDatabase({ ...settings, log: () => {} }, { dbUrl, dbPort, records, cleanup });
  await restoreBackup(sql, directory, manifest, keys);
  printLine(`Restored as of ${manifest.taken_at}. Calling is paused for everybody.`);
  printLine("Start the stack: its sweep reads from Bolna what was called since. How far it is:");
  printLine("  select public.recovery_health();");
  printLine("and when nothing is left, the operator lets calling go on:");
  printLine("  select public.finish_recovery();");
  printLine(
    "Calls whose time passed meanwhile wait for an admin of their organisation: POST /recovery/release.",
  );
  return 0;
});
