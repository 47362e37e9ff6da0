import { z } from "zod";
import { forecastCalls } from "../../supabase/functions/_shared/campaigns/forecast/forecast-calls.ts";
import { createApiClient, demoAdmin, demoOrganization } from "./book-by-api.ts";
import { fillCampaign } from "./fill-campaign.ts";
import type { BenchContext } from "./options.ts";
import { startBenchStack } from "./start-bench-stack.ts";
import { formatMs, formatSummary, summarise } from "./summarise.ts";
import { timeStatementAs } from "./time-in-postgres.ts";

const dryRunSchema = z.looseObject({
  dry_run: z.looseObject({
    will_call: z.int(),
    will_not_call: z.int(),
    by_code: z.array(z.looseObject({ code: z.string(), count: z.int() })),
  }),
});

/** What it costs to judge and forecast a campaign before it starts, and the forecast by itself. */
export async function benchForecast({ quick, rows, say }: BenchContext): Promise<void> {
  const contacts = rows ?? (quick ? 2_000 : 50_000);
  const runs = quick ? 2 : 5;
  say(
    `forecast: a dry run of ${contacts} contacts in twelve kinds of place; a third were called in the last month`,
  );
  await using bench = await startBenchStack({ functions: ["call-scheduling"] });
  const { sql, dbUrl, functionsUrl } = bench.stack;
  // By the law, not round the clock as the demo.
  await sql`update public.calling_policies set loosened = '[]' where org_id = ${demoOrganization.orgId}`;
  const api = createApiClient(functionsUrl, await bench.signIn(demoAdmin));

  for (const purpose of ["health_reminder", "marketing"] as const) {
    const id = await fillCampaign(sql, demoOrganization, { contacts, purpose });
    // Makes its windows.
    await api.send("POST", `/campaigns/${id}/dry-run`);
    const judge =
      `select private.judge_campaign(c, private.current_time()) from public.campaigns c where c.id = '${id}'`;
    const judged = await timeStatementAs(dbUrl, undefined, judge, runs);
    const asked: number[] = [];
    let said: z.output<typeof dryRunSchema>["dry_run"] | undefined;
    for (let run = 0; run < runs; run++) {
      const startedAt = performance.now();
      said = dryRunSchema.parse(await api.send("POST", `/campaigns/${id}/dry-run`)).dry_run;
      asked.push(performance.now() - startedAt);
    }
    const codes = said?.by_code.map(({ code, count }) => `${count} ${code}`).join(", ");
    say(
      `  ${purpose}: POST /campaigns/{id}/dry-run ${
        formatSummary(summarise(asked), ["p50", "max"])
      }, in Postgres ${formatSummary(summarise(judged), ["p50"])} (${codes})`,
    );
    const sample = Math.min(500, contacts);
    const alone = await timeStatementAs(
      dbUrl,
      undefined,
      `select private.first_allowed(private.call_of_campaign_contact(c, m, now()), now()) from public.campaigns c
       join public.campaign_contacts m on m.campaign_id = c.id where c.id = '${id}' and m.position <= ${sample}`,
      2,
    );
    say(
      `    each by itself would take ${
        formatMs(summarise(alone).p50 / sample * contacts)
      } (reckoned from ${sample})`,
    );
  }
  for (const [many, lines] of [[50, 2], [500, 5], [5_000, 10], [50_000, 100]] as const) {
    const startedAt = performance.now();
    const { calls } = forecastCalls(modelInput(many, lines));
    say(
      `  the model alone, ${many} contacts on ${lines} lines: ${formatMs(performance.now() - startedAt)}, ${
        Math.round(calls)
      } calls`,
    );
  }
}

const day = 86_400;
const hold = (share: number, holdSeconds: number) => ({ share, holdSeconds });

function modelInput(contacts: number, lines: number) {
  const waits = { max_retries: 3, minutes: [30, 60, 120] };
  const spans = Array.from({ length: 40 }, (_, n) => ({ opens: n * day + 32_400, closes: n * day + 64_800 }));
  return {
    groups: [{ spans, arrivals: [{ at: 0, contacts }] }],
    terms: {
      outcomes: {
        answered: hold(0.33, 120),
        voicemail: hold(0.22, 30),
        no_answer: hold(0.38, 46),
        busy: hold(0.05, 24),
        failed: hold(0.02, 10),
      },
      costCentsPerMinute: 6,
      attemptsSeen: 0,
    },
    retryPolicy: { max_attempts: 6, no_answer: waits, busy: waits },
    lines,
    callsPerMinute: null,
    until: null,
    hourBeginsAtSeconds: 0,
  };
}
