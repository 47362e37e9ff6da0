import type { Sql } from "postgres";
import { readKeySettings } from "../backup/backup-keys.ts";
import { createLogger } from "../../supabase/functions/_shared/platform/log.ts";
import { describeRotation } from "../rotation/describe-rotation.ts";
import { readRotations, rotateOverSql } from "../rotation/rotate-index-key.ts";
import { countOld, type Progress, rotateKeys } from "../rotation/rotate-keys.ts";
import type { KeySettings } from "../../supabase/functions/_shared/phone/phone-keys.ts";
import { connectToAddress } from "../stack/connect-to-address.ts";
import { readStackSettings } from "../stack/settings.ts";
import { findRunningStack } from "./find-running-stack.ts";
import { printLine } from "./print.ts";
import { readArguments } from "./read-arguments.ts";
import { runTask } from "./run-task.ts";

// Closes every stored number anew with the newest key, and moves it to the new index key where one is set beside the old one:
// `deno task rotate-keys [-- --db ADDRESS] [--check]`. Exits 0 when the older keys may go.
await runTask(async () => {
  const { db, check = false } =
    readArguments("It is deno task rotate-keys [-- --db postgresql://…] [--check].", {
      options: { db: { type: "string" }, check: { type: "boolean" } },
    }).values;
  const settings = readStackSettings(Deno.env.toObject());
  const keys = await readKeySettings(settings);
  const sql = await connectToAddress(db ?? (await findRunningStack(settings.dataDir)).dbUrl);
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
    return await changeIndexKey(sql, keys, check);
  } finally {
    await sql.end({ timeout: 1 });
  }
});

/** 0: no change of the index key goes on any more. */
async function changeIndexKey(sql: Sql, keys: KeySettings, check: boolean): Promise<number> {
  if (!check && keys.phoneIndexKeyPrevious !== undefined) {
    const log = createLogger({ functionName: "rotate-keys", level: "error", write: printLine });
    let last = 0;
    await rotateOverSql(sql, {
      keys,
      log,
      onStep: (standing) => {
        if (Date.now() - last < 1000 && standing.state === "walking") return;
        last = Date.now();
        printLine(`${describeRotation(standing)}.`);
      },
    });
  }
  const open = (await readRotations(sql)).filter(({ setting }) => setting === "PHONE_INDEX_KEY");
  for (const standing of open) printLine(`${describeRotation(standing)}.`);
  return open.length;
}

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
