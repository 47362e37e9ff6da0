import { z } from "zod";
import { createApiClient, demoAdmin, demoOrganization } from "./book-by-api.ts";
import type { BenchContext } from "./options.ts";
import { formatProcessorTime, readProcessorTime } from "./processor-time.ts";
import { startBenchStack } from "./start-bench-stack.ts";
import { formatMs } from "./summarise.ts";
import { timeClosing } from "./time-closing.ts";

const campaignSchema = z.object({ campaign: z.object({ id: z.string() }) });
const loadedSchema = z.object({ accepted: z.int(), duplicates: z.int(), rejected_count: z.int() });

/** What it takes to load the audience of a campaign from a file of 50 000 rows: one PUT, as a plain client sends it. */
export async function benchAudience({ quick, say }: BenchContext): Promise<void> {
  const rows = quick ? 2_000 : 50_000;
  const file = makeFile(rows);
  say(
    `audience: a file of ${rows} rows, ${(file.length / 1e6).toFixed(1)} MB, loaded by one PUT into a draft`,
  );
  await using bench = await startBenchStack({ functions: ["call-scheduling"] });
  const { functionsUrl } = bench.stack;
  const token = await bench.signIn(demoAdmin);
  const api = createApiClient(functionsUrl, token);
  for (const run of ["first", "again, in its place"]) {
    const { id } = campaignSchema.parse(
      await api.send("POST", "/campaigns", { name: run, agent_id: demoOrganization.agentId }),
    ).campaign;
    const before = await readProcessorTime();
    const startedAt = performance.now();
    const answer = await fetch(`${functionsUrl}/call-scheduling/acme/campaigns/${id}/audience`, {
      method: "PUT",
      headers: { authorization: `Bearer ${token}`, "content-type": "text/csv" },
      body: file,
    });
    const took = performance.now() - startedAt;
    if (!answer.ok) throw new Error(`The audience was answered ${answer.status}: ${await answer.text()}`);
    const loaded = loadedSchema.parse(await answer.json());
    say(
      `  ${run}: ${(took / 1000).toFixed(1)} s, ${
        formatMs(took / rows)
      } a row; ${loaded.accepted} accepted, ` +
        `${loaded.duplicates} twice there, ${loaded.rejected_count} not taken`,
    );
    say(`    processor time (a row): ${formatProcessorTime(before, await readProcessorTime(), rows)}`);
  }
  say("  processor time of what one request does:");
  for (const { what, cpuMs, rows } of await timeClosing(file)) {
    say(`    ${what}: ${formatMs(cpuMs)} for ${rows} rows, ${formatMs(cpuMs / rows)} each`);
  }
}

/** Every hundredth row is one that a spreadsheet has spoilt, and every two-hundredth is there twice. */
function makeFile(rows: number): string {
  const lines = Array.from({ length: rows }, (_, index) => {
    const number = `+9198${10_000_000 + (index % 200 === 199 ? index - 1 : index)}`;
    return `${index % 100 === 50 ? "9.19876E+11" : number};"Rao, Asha ${index}";${
      100_000 + index
    };Asia/Kolkata;Pune`;
  });
  return ["Mobile;Name;Record ID;Time zone;City", ...lines].join("\r\n");
}
