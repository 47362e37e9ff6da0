import assert from "node:assert/strict";
import postgres from "postgres";
import { z } from "zod";
import { projectRoot } from "../../local/stack/paths.ts";
import { listFiles } from "../support/list-files.ts";
import { startTestStack } from "../support/start-test-stack.ts";

// SQL that no test runs: that of benchmarks and tasks, and what the pages give an operator to paste. It is prepared, not run.

const stack = await startTestStack({ seed: false, withFunctions: false, sweepEverySeconds: false });
const { sql } = stack;
Deno.test.afterAll(() => stack.close());

/** A table, column, type or function is missing. What else keeps a piece from being prepared, it is prepared without its values. */
const missing = ["42P01", "42703", "42704", "42883"];

/** What the schema has not of the statements; each must be one. */
async function findMissing(statements: readonly string[], isOurs: RegExp): Promise<string[]> {
  const connection = await sql.reserve();
  const problems: string[] = [];
  let prepared = 0;
  try {
    for (const statement of statements) {
      try {
        await connection.unsafe(`prepare written as ${statement}`);
        await connection.unsafe("deallocate written");
        prepared++;
      } catch (error) {
        if (!(error instanceof postgres.PostgresError)) throw error;
        if (missing.includes(error.code) && isOurs.test(error.message)) {
          problems.push(`${error.message}: ${statement}`);
        }
      }
    }
  } finally {
    connection.release();
  }
  assert.ok(prepared > statements.length / 2, `${prepared} of ${statements.length} could be prepared`);
  return problems;
}

/** Whole statements that stand in template literals, with a parameter for each value. */
function readStatements(source: string): string[] {
  const literals = source.matchAll(/`(\s*(?:--[^\n]*\n\s*)*(?:select|insert|update|delete|with)\s[^`]*)`/g);
  return [...literals].map(([, literal = ""]) => {
    let values = 0;
    return literal.replace(/'\$\{[^{}`]*\}'|\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, () => `$${++values}`);
  });
}

/** Of a page, in its blocks of SQL and in its sentences. */
function readSnippets(page: string): string[] {
  const blocks = [...page.matchAll(/^ *```sql\n([\s\S]*?)^ *```/gm)].flatMap(([, block = ""]) =>
    block.replace(/--[^\n]*/g, "").split(/;\s*(?:\n|$)/)
  );
  const inSentences = page.replace(/^ *```[\s\S]*?^ *```/gm, "")
    .matchAll(/`((?:select|insert|update|delete)\s[^`]+)`/g);
  return [...blocks, ...[...inSentences].map(([, text = ""]) => text)]
    .map((text) => text.trim().replace(/;$/, "").replaceAll("…", "null"))
    .filter((text) => /^(select|insert|update|delete|with)\s/.test(text));
}

const read = (path: string) => Deno.readTextFile(projectRoot + path);
const pages = (await listFiles("docs", ".md")).concat("README.md", "CONTRIBUTING.md");

Deno.test("SQL in benchmarks and tasks names what this schema has", async () => {
  const sources = await Promise.all((await listFiles("local", ".ts")).map(read));
  const statements = sources.flatMap(readStatements);
  assert.ok(statements.length > 200, `${statements.length} statements`);
  assert.deepEqual(await findMissing(statements, /\b(public|private)\.|column|type/), []);
});

Deno.test("SQL in the pages names what this schema has", async () => {
  const snippets = (await Promise.all(pages.map(read))).flatMap(readSnippets);
  assert.ok(snippets.length > 50, `${snippets.length} snippets`);
  assert.deepEqual(await findMissing(snippets, /./), []);
});

Deno.test("what the schema has not is seen", async () => {
  const [call = ""] = readStatements(
    "await sql`\n  select 'public.take_hubspot_turn(text, text, numeric)'::regprocedure`;",
  );
  assert.equal((await findMissing(["select 1", "select 2", call], /./)).length, 1);
  const page = "```sql\nselect 1;  -- one\nselect gone from organizations;\n```\nThen `select no_more();`.\n";
  assert.deepEqual(readSnippets(page), ["select 1", "select gone from organizations", "select no_more()"]);
  assert.equal(
    (await findMissing(["select 1", "select 2", "select 3", ...readSnippets(page)], /./)).length,
    2,
  );
});

const cells = (line: string) => line.split("|").slice(1, -1).map((cell) => cell.trim());

/** The cells of the page's table whose head begins so. */
async function readRows(page: string, head: string): Promise<string[][]> {
  const text = await read(page);
  const start = text.indexOf(head);
  assert.ok(start >= 0, `${page} has no ${head}`);
  const table = text.slice(start).match(/(?:^\|.*\n)+/m)?.[0] ?? "";
  return table.trim().split("\n").slice(2).map(cells);
}

const names = z.array(z.object({ name: z.string() }));

Deno.test("the pages list the limits, the alerts and what is kept as the database has them", async () => {
  const limits = await sql`
    select '\`' || kind || '\`' as kind, per_second::text, burst::text from private.request_limits order by kind`;
  const toldLimits = await readRows("docs/deploying.md", "| `kind`");
  assert.deepEqual(
    toldLimits.map(([kind, , perSecond, burst]) => ({ kind, per_second: perSecond, burst })).sort((a, b) =>
      `${a.kind}` < `${b.kind}` ? -1 : 1
    ),
    limits.map((row) => ({ ...row })),
  );
  const rules = await sql`
    select '\`' || code || '\`' as code, raise_after || ', ' || resolve_after as looks from private.alert_rules`;
  const toldRules = await readRows("docs/operating.md", "| `code`");
  assert.deepEqual(
    new Map(toldRules.map(([code, , looks]) => [code, looks])),
    new Map(rules.map(({ code, looks }) => [code, looks])),
  );
  const kept = names.parse(await sql`select name from private.retention order by name`);
  const toldKept = (await readRows("docs/operating.md", "| `name`")).flatMap(([name = ""]) =>
    name.split(", ")
  );
  assert.deepEqual(toldKept.sort(), kept.map(({ name }) => `\`${name}\``).sort());
});
