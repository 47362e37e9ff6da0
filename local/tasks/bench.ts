import { benchApi } from "../bench/api.ts";
import { benchAudit } from "../bench/audit.ts";
import { benchAudience } from "../bench/audience.ts";
import { benchCampaign } from "../bench/campaign.ts";
import { benchDay } from "../bench/day.ts";
import { benchDeliveries } from "../bench/deliveries.ts";
import { benchDispatch } from "../bench/dispatch.ts";
import { benchForecast } from "../bench/forecast.ts";
import { benchGrowth } from "../bench/growth.ts";
import { benchLateness } from "../bench/lateness.ts";
import { type BenchContext, type BenchmarkName, parseBenchOptions } from "../bench/options.ts";
import { benchLoad } from "../bench/load.ts";
import { benchMetrics } from "../bench/metrics.ts";
import { benchPolicy } from "../bench/policy.ts";
import { benchReports } from "../bench/reports.ts";
import { benchRotation } from "../bench/rotation.ts";
import { benchRules } from "../bench/rules.ts";
import { benchSize } from "../bench/size.ts";
import { benchTick } from "../bench/tick.ts";
import { benchWebhooks } from "../bench/webhooks.ts";
import { printLine } from "./print.ts";
import { runTask } from "./run-task.ts";

// Measures, and judges nothing: every number says what it is of. `--only=dispatch,tick` runs some, `--quick` small ones,
// `--rows=100000` fills tables so far.

const benchmarks: Record<BenchmarkName, (context: BenchContext) => Promise<void>> = {
  dispatch: benchDispatch,
  lateness: benchLateness,
  tick: benchTick,
  webhooks: benchWebhooks,
  api: benchApi,
  load: benchLoad,
  rules: benchRules,
  growth: benchGrowth,
  policy: benchPolicy,
  size: benchSize,
  day: benchDay,
  reports: benchReports,
  audience: benchAudience,
  forecast: benchForecast,
  campaign: benchCampaign,
  metrics: benchMetrics,
  audit: benchAudit,
  deliveries: benchDeliveries,
  rotation: benchRotation,
};

await runTask(async () => {
  const { only, quick, rows } = parseBenchOptions(Deno.args);
  printLine(
    `${Deno.build.os} ${Deno.build.arch}, ${navigator.hardwareConcurrency} processors, Deno ${Deno.version.deno}`,
  );
  for (const name of only) {
    const startedAt = performance.now();
    await benchmarks[name]({ quick, rows, say: printLine });
    printLine(`  (${((performance.now() - startedAt) / 1000).toFixed(0)} s with preparation)\n`);
  }
  return 0;
});
