import postgres from "postgres";
import { projectRoot } from "../stack/paths.ts";
import { readSqlError } from "../stack/read-sql-error.ts";
import { withThrowAwayDatabase } from "../stack/throw-away-database.ts";
import { useFile } from "../stack/use-file.ts";
import { listPgtapFixtures } from "./list-pgtap-files.ts";
import { parseTap, type TapResult } from "./parse-tap.ts";
import { readPgtapSql, withoutPsqlCommands } from "./read-pgtap-sql.ts";

interface Options {
  /** Hears one line for each file. */
  report: (line: string) => void;
  /** The directory of a stopped server with all migrations, of which a copy is used. */
  template: string;
}

/**
 * Runs pgTAP files on a new embedded Postgres with all migrations and the fixtures, each on a connection of its own. Throws a
 * StackError when one is not there.
 */
export async function runPgtap(
  files: readonly string[],
  { report, template }: Options,
): Promise<TapResult> {
  return await withThrowAwayDatabase(async (dbUrl) => {
    await installPgtapAndFixtures(dbUrl);
    const total: TapResult = { passed: 0, failures: [] };
    for (const file of files) {
      const startedAt = Date.now();
      const { passed, failures } = await runFile(dbUrl, file);
      const verdict = failures.length === 0 ? "ok" : "FAILED";
      report(
        `${file} ... ${verdict} (${passed} passed, ${failures.length} failed, ${Date.now() - startedAt}ms)`,
      );
      for (const failure of failures) report(`  ${failure}`);
      total.passed += passed;
      total.failures.push(...failures);
    }
    return total;
  }, template);
}

async function installPgtapAndFixtures(dbUrl: string): Promise<void> {
  const sql = postgres(dbUrl, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(`
      set search_path = extensions;
      ${await readPgtapSql()}
      -- The tests call it under every role, and the migrations took the default away.
      grant execute on all functions in schema extensions to public;
      grant select on all tables in schema extensions to public;`).simple();
    for (const file of await listPgtapFixtures()) {
      const text = await Deno.readTextFile(projectRoot + file);
      await sql.unsafe(text).simple().catch((error) => {
        throw readSqlError(error, file, text);
      });
    }
  } finally {
    await sql.end();
  }
}

async function runFile(dbUrl: string, file: string): Promise<TapResult> {
  const text = withoutPsqlCommands(await useFile(file, () => Deno.readTextFile(file)));
  const sql = postgres(dbUrl, { max: 1, onnotice: () => {} });
  try {
    const results: unknown = await sql.unsafe(text).simple();
    return parseTap(readFirstColumns(results));
  } catch (error) {
    const problem = readSqlError(error, file, text);
    return { passed: 0, failures: [problem instanceof Error ? problem.message : String(problem)] };
  } finally {
    await sql.end();
  }
}

/** One result for each statement, rows in it; what pgTAP says is the first column. */
function readFirstColumns(results: unknown): string[] {
  if (!Array.isArray(results)) return [];
  return results.flat().flatMap((row: unknown) => {
    const [value] = typeof row === "object" && row !== null ? Object.values(row) : [];
    return typeof value === "string" ? value.split("\n") : [];
  });
}
