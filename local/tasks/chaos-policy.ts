import postgres from "postgres";
import { runPolicy } from "../chaos/policy/run-policy.ts";
import { withThrowAwayDatabase } from "../stack/throw-away-database.ts";
import { printLine } from "./print.ts";

/** Enough for every zone to have its turn. */
const usualRuns = 252;
const [from, to] = [Date.parse("2025-01-01T00:00:00Z"), Date.parse("2035-01-01T00:00:00Z")];

/** Every quarter of an hour of ten years, decided by the database and by the oracle. True: they never differed. */
export async function tryPolicy(
  { runs = usualRuns, seed }: { runs?: number | undefined; seed: number },
): Promise<boolean> {
  printLine(`Seed ${seed}, ${runs} runs of ten years.`);
  const { wrong, left, ...counts } = await withThrowAwayDatabase(async (dbUrl) => {
    const sql = postgres(dbUrl, { max: 1, onnotice: () => {} });
    try {
      await sql`insert into public.organizations (name, slug) values ('Acme', 'acme')`;
      return await runPolicy({
        sql,
        runs,
        seed,
        from,
        to,
        onRun: ({ runs: done, decisions, wrong }) => {
          if (done % 20 === 0) {
            printLine(`${done} runs, ${decisions} decisions, ${wrong.length} kinds of wrong ones`);
          }
        },
      });
    } finally {
      await sql.end();
    }
  });
  const numbers = Object.entries({ ...counts, wrong: wrong.length }).map(([name, count]) =>
    `${name}=${count}`
  );
  printLine(numbers.join(" "));
  if (left.length > 0) {
    printLine(`Left out, since this runtime and Postgres have other data of them: ${left.join(", ")}`);
  }
  for (const line of wrong) printLine(line);
  return wrong.length === 0;
}
