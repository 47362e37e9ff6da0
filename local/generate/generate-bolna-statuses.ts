import postgres from "postgres";
import { z } from "zod";
import { withThrowAwayDatabase } from "../stack/throw-away-database.ts";

const row = z.object({ status: z.string(), phase: z.string() });

/** What the functions know of Bolna's statuses: the list that stands in SQL, `private.bolna_statuses`. */
export async function generateBolnaStatuses(): Promise<string> {
  const rows = await withThrowAwayDatabase(async (dbUrl) => {
    const sql = postgres(dbUrl, { max: 1, onnotice: () => {} });
    try {
      return z.array(row).parse(
        await sql`select status, phase from private.bolna_statuses order by rank, status collate "C"`,
      );
    } finally {
      await sql.end();
    }
  });
  const entries = rows.map(({ status, phase }) => `  [${JSON.stringify(status)}, ${JSON.stringify(phase)}],`);
  return `// Written by \`deno task generate\` from private.bolna_statuses, in the order in which a call goes through them.
import type { Code } from "../platform/codes.ts";

export const phaseByStatus: ReadonlyMap<string, Code<"bolna_phase">> = new Map([
${entries.join("\n")}
]);
`;
}
