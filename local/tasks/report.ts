import { countedReport } from "../../supabase/functions/_shared/reports/counted-report.ts";
import {
  gatherReports,
  organizationGroups,
} from "../../supabase/functions/_shared/reports/report-document.ts";
import { createServiceClient } from "../../supabase/functions/_shared/platform/database.ts";
import { createFunctionCaller } from "../../supabase/functions/_shared/platform/function-caller.ts";
import { parseSettings } from "../../supabase/functions/_shared/platform/settings.ts";
import { renderReport } from "../../supabase/functions/report/render-report.ts";
import { StackError } from "../stack/stack-error.ts";
import { useFile } from "../stack/use-file.ts";
import { printLine } from "./print.ts";
import { readArguments } from "./read-arguments.ts";
import { readEnvironment } from "./read-environment.ts";
import { runTask } from "./run-task.ts";

const usage =
  "Say of whom, of when and where to: deno task report -- --org acme --month 2026-11 --out report.html";

// The printable report of an organisation's month, for its operator.
await runTask(async () => {
  const { values: { org, month, out } } = readArguments(usage, {
    options: { org: { type: "string" }, month: { type: "string" }, out: { type: "string" } },
  });
  if (org === undefined || out === undefined || !/^2\d{3}-(0[1-9]|1[0-2])$/.test(month ?? "")) {
    throw new StackError(usage);
  }
  const first = new Date(`${month}-01T00:00:00Z`);
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0));
  const [from, to] = [first, last].map((day) => day.toISOString().slice(0, 10));
  const call = createFunctionCaller(createServiceClient(parseSettings(await readEnvironment())));
  const gathered = await gatherReports(
    organizationGroups,
    (by) =>
      call(countedReport.nullable(), "operators_call_report", {
        p_slug: org,
        p_from: from ?? "",
        p_to: to ?? "",
        p_by: by,
      }),
  );
  if (gathered === null) throw new StackError(`There is no organisation "${org}".`);
  const name = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }).format(
    first,
  );
  const html = await renderReport({
    ...gathered,
    title: `Calls in ${name}`,
    printed_at: new Date().toISOString(),
  });
  await useFile(out, () => Deno.writeTextFile(out, html));
  printLine(
    `Wrote ${out}: ${
      gathered.reports[0]?.totals.attempts ?? 0
    } attempts of ${gathered.organization} in ${name}.`,
  );
  return 0;
});
