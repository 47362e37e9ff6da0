import { parseArgs } from "node:util";
import { importOperatorsList, liftFromOperatorsList } from "../do-not-call/import-operators-list.ts";
import { parsePhone } from "../../supabase/functions/_shared/phone/phone.ts";
import { parseSettings } from "../../supabase/functions/_shared/platform/settings.ts";
import { StackError } from "../stack/stack-error.ts";
import { printLine } from "./print.ts";
import { readEnvironment } from "./read-environment.ts";
import { runTask } from "./run-task.ts";

const usage = "Give a CSV file of numbers: deno task do-not-call -- FILE [--country IN] [--reason WHY] " +
  "[--registry US-DNC --checked-at 2026-11-28T10:00:00Z], or --lift +919876543210 --reason WHY.";

// The operator's do-not-call list, and what registries say, for every organisation.
await runTask(async () => {
  const { values, positionals: [path] } = parseArgs({
    args: Deno.args.filter((argument) => argument !== "--"),
    allowPositionals: true,
    options: {
      country: { type: "string" },
      reason: { type: "string" },
      registry: { type: "string" },
      "checked-at": { type: "string" },
      lift: { type: "string" },
    },
  });
  const { country, reason = "The operator's list", registry, "checked-at": checkedAt, lift } = values;
  const settings = parseSettings(await readEnvironment());
  if (lift !== undefined) {
    const phone = parsePhone(lift, { country, anyKind: true });
    if (!phone.ok) throw new StackError(phone.message);
    const lifted = await liftFromOperatorsList(settings, phone.e164, reason);
    printLine(lifted > 0 ? "The number is lifted from the list." : "The number is not on the list.");
    return 0;
  }
  if (path === undefined) throw new StackError(usage);
  const file = await Deno.readFile(path);
  const terms = { file: file.buffer, country, reason, registry, checkedAt };
  const { added, rejected } = await importOperatorsList(settings, terms);
  printLine(`${added} numbers were added or renewed.`);
  for (const { line, field, reason } of rejected) printLine(`line ${line}, ${field}: ${reason}`);
  return rejected.length > 0 ? 1 : 0;
});
