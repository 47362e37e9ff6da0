import { connectToDatabase } from "../audit/connect.ts";
import { describeNothing } from "../audit/describe-chain.ts";
import { listChains, readChain, withTrail } from "../audit/read-trail.ts";
import { writeTrailFile } from "../audit/trail-file.ts";
import { verifyDatabase, verifyFile } from "../audit/verify-trail.ts";
import { StackError } from "../stack/stack-error.ts";
import { useFile } from "../stack/use-file.ts";
import { printLine } from "./print.ts";
import { readArguments } from "./read-arguments.ts";
import { runTask } from "./run-task.ts";

const usage =
  "It is deno task audit -- verify [--org acme | --no-org] [--month 2026-11], verify --file trail.jsonl, " +
  "or export --org acme | --no-org --month 2026-11 --out trail.jsonl";

// Whether the audit trail is as it was sealed, and a copy of it that proves itself elsewhere.
await runTask(async () => {
  const { values: { org: slug, "no-org": noOrg, month, file, out }, positionals } = readArguments(usage, {
    allowPositionals: true,
    options: {
      org: { type: "string" },
      "no-org": { type: "boolean" },
      month: { type: "string" },
      file: { type: "string" },
      out: { type: "string" },
    },
  });
  const org = noOrg ? null : slug;
  if (month !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new StackError(usage);
  const [verb, ...more] = positionals;
  if (more.length > 0) throw new StackError(usage);
  if (verb === "verify" && file !== undefined) {
    return await useFile(file, () => verifyFile(file, printLine)) ? 0 : 1;
  }
  if (verb === "verify") {
    const sql = await connectToDatabase();
    try {
      const holds = await verifyDatabase(sql, { org, month }, printLine);
      printLine(holds ? "The trail is as it was sealed." : "The trail is not as it was sealed.");
      return holds ? 0 : 1;
    } finally {
      await sql.end();
    }
  }
  if (verb !== "export" || org === undefined || month === undefined || out === undefined) {
    throw new StackError(usage);
  }
  const sql = await connectToDatabase();
  try {
    return await withTrail(sql, async (tx) => {
      const [chain] = await listChains(tx, { org, month });
      if (chain === undefined) throw new StackError(describeNothing({ org, month }));
      const rows = await useFile(out, () => writeTrailFile(out, readChain(tx, chain)));
      printLine(`Wrote ${out}: ${rows} rows with their seals.`);
      return 0;
    });
  } finally {
    await sql.end();
  }
});
