import { importOperatorsList, liftFromOperatorsList } from "../do-not-call/import-operators-list.ts";
import { parsePhone } from "../../supabase/functions/_shared/phone/phone.ts";
import { parseTimestamp } from "../../supabase/functions/_shared/platform/timestamps.ts";
import { parseSettings } from "../../supabase/functions/_shared/platform/settings.ts";
import { registryName } from "../../supabase/functions/call-scheduling/suppressions/read-import.ts";
import { StackError } from "../stack/stack-error.ts";
import { useFile } from "../stack/use-file.ts";
import { printLine } from "./print.ts";
import { readArguments } from "./read-arguments.ts";
import { readEnvironment } from "./read-environment.ts";
import { runTask } from "./run-task.ts";

const usage = "Give a CSV file of numbers: deno task do-not-call -- FILE [--country IN] [--reason WHY] " +
  "[--registry US-DNC --checked-at 2026-11-28T10:00:00Z], or --lift +919876543210 --reason WHY.";

// The operator's do-not-call list, and what registries say, for every organisation.
await runTask(async () => {
  const { values, positionals: [path, ...more] } = readArguments(usage, {
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
  if (path === undefined || more.length > 0) throw new StackError(usage);
  if (registry !== undefined && !registryName.test(registry)) {
    throw new StackError(`--registry is "${registry}": it must be a registry's name, such as US-DNC.`);
  }
  if (checkedAt !== undefined) refuseTime(checkedAt, registry);
  const file = await useFile(path, () => Deno.readFile(path));
  const terms = { file: file.buffer, country, reason, registry, checkedAt };
  const { added, rejected } = await importOperatorsList(settings, terms);
  printLine(`${added} numbers were added or renewed.`);
  for (const { line, field, reason } of rejected) printLine(`line ${line}, ${field}: ${reason}`);
  return rejected.length > 0 ? 1 : 0;
});

/** Throws where --checked-at is no time at which the registry can have been asked; clocks may differ by an hour, as in the database. */
function refuseTime(checkedAt: string, registry: string | undefined): void {
  const moment = parseTimestamp(checkedAt);
  if (registry === undefined) throw new StackError(`--checked-at belongs to --registry. ${usage}`);
  if (moment === undefined || moment.milliseconds > Date.now() + 3_600_000) {
    throw new StackError(
      `--checked-at is "${checkedAt}": it must be when the registry was asked, such as 2026-11-28T10:00:00Z.`,
    );
  }
}
