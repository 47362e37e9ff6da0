import { parseArgs } from "node:util";
import postgres from "postgres";
import { readKeySettings } from "../backup/backup-keys.ts";
import { countOld, type Progress, rotateKeys } from "../rotation/rotate-keys.ts";
import { readStackSettings } from "../stack/settings.ts";
import { findRunningStack } from "./find-running-stack.ts";
import { printLine } from "./print.ts";
import { runTask } from "./run-task.ts";

// Closes every stored number anew with the newest key: `deno task rotate-keys [-- --db ADDRESS] [--check]`. Exits 0 when the older
// keys may go.
await runTask(async () => {
  const { db, check = false } = parseArgs({
    args: Deno.args.filter((argument) => argument !== "--"),
    options: { db: { type: "string" }, check: { type: "boolean" } },
  }).values;
  const settings = readStackSettings(Deno.env.toObject());
  const keys = await readKeySettings(settings);
  const sql = postgres(db ?? (await findRunningStack(settings.dataDir)).dbUrl, {
    max: 1,
    onnotice: () => {},
  });
  try {
    const newest = keys.phoneEncryptionKeys[0]?.id ?? "";
    const left = check
      ? await countOld(sql, newest)
      : (await rotateKeys(sql, { keys, onProgress: createPrinter() })).left;
    const older = Object.entries(left);
    for (const [key, rows] of older) printLine(`${rows} are closed with the key ${key} still.`);
    if (older.length > 0) {
      printLine(
        check
          ? "The older keys must stay."
          : "These could not be opened: the key that closed them is not set, or they were changed. The older keys must stay.",
      );
      return 1;
    }
    printLine(`Every stored number is closed with the key ${newest}: the older keys may go.`);
    return 0;
  } finally {
    await sql.end({ timeout: 1 });
  }
});

/** A line a second at most. */
function createPrinter(): (progress: Progress) => void {
  let last = 0;
  return ({ table, done, total, rowsPerSecond }) => {
    if (Date.now() - last < 1000 && done < total) return;
    last = Date.now();
    const seconds = Math.ceil((total - done) / Math.max(rowsPerSecond, 1));
    printLine(
      `${done} of ${total} done, ${total - done} left, ${
        Math.round(rowsPerSecond)
      } a second: about ${seconds} s more (${table})`,
    );
  };
}
