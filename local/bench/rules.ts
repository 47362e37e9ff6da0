import { z } from "zod";
import { createApiClient, demoAdmin, demoOrganization } from "./book-by-api.ts";
import { fillContacts } from "./fill-contacts.ts";
import type { BenchContext } from "./options.ts";
import { startBenchStack } from "./start-bench-stack.ts";
import { formatMs, formatSummary, summarise } from "./summarise.ts";
import { timeStatement } from "./time-in-postgres.ts";

const rules: readonly (readonly [string, Record<string, unknown>])[] = [
  ["checkup_threshold, 5 days", { rule_type: "checkup_threshold", checkup_threshold_days: 5 }],
  ["periodic, every 14 days", { rule_type: "periodic", periodic_days: 14 }],
  ["custom, three conditions", {
    rule_type: "custom",
    custom_conditions: {
      all: [
        { property: "lifecyclestage", operator: "equals", value: "customer" },
        { property: "days_since_checkup", operator: "at_least", value: 5 },
        { property: "days_since_last_call", operator: "at_least", value: 14 },
      ],
    },
  }],
];

const createdSchema = z.object({ rule: z.object({ id: z.string() }) });
const previewSchema = z.looseObject({
  would_call: z.array(z.unknown()),
  would_not_call: z.array(z.unknown()),
});

/** What it costs to judge every cached contact by a rule, which is what each evaluation and each preview does. */
export async function benchRules({ quick, say }: BenchContext): Promise<void> {
  const many = quick
    ? { contacts: 2_000, calls: 500, planned: 50 }
    : { contacts: 100_000, calls: 50_000, planned: 500 };
  const runs = quick ? 2 : 5;
  say(
    `rules: ${many.contacts} cached contacts of one organisation, ${many.calls} past calls, ${many.planned} planned ones; ` +
      `times are Postgres's own, those of the preview a user's`,
  );
  await using bench = await startBenchStack({ functions: ["call-scheduling"] });
  const { sql, dbUrl, functionsUrl } = bench.stack;
  await fillContacts(sql, demoOrganization, many);
  const api = createApiClient(functionsUrl, await bench.signIn(demoAdmin));

  for (const [name, terms] of rules) {
    const created = await api.send("POST", "/rules", {
      rule_name: name,
      agent_id: demoOrganization.agentId,
      is_active: true,
      ...terms,
    });
    const { id } = createdSchema.parse(created).rule;
    const verdicts = await sql<{ would_call: boolean; contacts: number }[]>`
      select v.would_call, count(*)::int as contacts from private.judge_contacts(${id}) v group by 1 order by 1 desc`;
    const judged = await timeStatement(dbUrl, `select * from private.judge_contacts('${id}')`, runs);
    const counts = verdicts.map(({ would_call, contacts }) =>
      `${contacts} ${would_call ? "to call" : "not to call"}`
    );
    say(
      `  ${name}: every contact judged ${formatSummary(summarise(judged), ["p50", "max"])} (${
        counts.join(", ")
      })`,
    );

    const planned = await timeStatement(dbUrl, `select * from public.plan_rule_calls('${id}')`, runs);
    const startedAt = performance.now();
    previewSchema.parse(await api.send("POST", `/rules/${id}/preview`));
    const previewed = performance.now() - startedAt;
    say(
      `    a round's calls planned ${formatSummary(summarise(planned), ["p50"])}; POST /rules/{id}/preview ${
        formatMs(previewed)
      }`,
    );
  }
}
