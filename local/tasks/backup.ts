import { resolve } from "node:path";
import { readBackupKeys } from "../backup/backup-keys.ts";
import { writeBackup } from "../backup/write-backup.ts";
import { connectToAddress } from "../stack/connect-to-address.ts";
import { readStackSettings } from "../stack/settings.ts";
import { StackError } from "../stack/stack-error.ts";
import { findRunningStack } from "./find-running-stack.ts";
import { useFile } from "../stack/use-file.ts";
import { printLine } from "./print.ts";
import { readArguments } from "./read-arguments.ts";
import { runTask } from "./run-task.ts";

const usage = "Say where to: deno task backup -- --out DIR [--db postgresql://…]";

// Writes a backup of the running stack, or of any database of ours: `deno task backup -- --out DIR [--db ADDRESS]`.
await runTask(async () => {
  const { out, db } =
    readArguments(usage, { options: { out: { type: "string" }, db: { type: "string" } } }).values;
  if (out === undefined) throw new StackError(usage);
  const settings = readStackSettings(Deno.env.toObject());
  const keys = await readBackupKeys(settings);
  const sql = await connectToAddress(db ?? (await findRunningStack(settings.dataDir)).dbUrl);
  try {
    const directory = resolve(out);
    const { taken_at, tables, migrations } = await useFile(
      directory,
      () => writeBackup(sql, directory, keys),
    );
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    printLine(
      `${rows} rows of ${tables.length} tables, as of ${taken_at}, at migration ${migrations.at(-1)}.`,
    );
    printLine(`Written to ${directory}. The keys of phone numbers are not in it: without`);
    printLine("PHONE_ENCRYPTION_KEYS and PHONE_INDEX_KEY it cannot be restored. Keep them elsewhere.");
    return 0;
  } finally {
    await sql.end({ timeout: 1 });
  }
});
