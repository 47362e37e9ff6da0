import type { Sql } from "postgres";
import { breakFunction } from "../chaos/take-guard-away.ts";
import type { Stack } from "../stack/start-stack.ts";
import type { BenchContext } from "./options.ts";
import { pollUntil } from "./poll-until.ts";
import { formatProcessorTime, readProcessorTime } from "./processor-time.ts";
import { startBenchStack } from "./start-bench-stack.ts";
import { startServer } from "./start-server.ts";

const perPage = 200;
/** Of the five that HubSpot grants everything that is connected to an account, what we take. */
const searchesPerSecond = 3;
const token = "pat-benchmark";

/** The first load of an account: every contact searched, sealed and kept, by as many rounds of the sync as it takes. */
export async function benchLoad({ quick, say }: BenchContext): Promise<void> {
  const contacts = quick ? 2_000 : 50_000;
  const pages = Math.ceil(contacts / perPage);
  const floor = pages / searchesPerSecond;
  say(
    `load: ${contacts} contacts of one HubSpot account (the simulator, in a process of its own), ${pages} pages of ` +
      `${perPage}; ${searchesPerSecond} searches a second make ${floor.toFixed(0)} s of it at best`,
  );
  await using hubspot = await startServer("hubspot-server.ts", `${contacts}`, token);
  await using bench = await startBenchStack({
    functions: ["sync"],
    env: { HUBSPOT_API_URL: hubspot.url, HUBSPOT_API_KEY: token },
  });
  const { stack } = bench;

  const lifted = await breakFunction(
    stack.sql,
    "public.take_hubspot_turn",
    /begin.*end/s,
    "begin return 0; end",
  );
  const before = await readProcessorTime();
  const unlimited = await loadAll(stack, contacts);
  const used = formatProcessorTime(before, await readProcessorTime(), pages);
  say(
    `  with the limit off: ${unlimited.toFixed(1)} s, ${
      (contacts / unlimited).toFixed(0)
    } contacts/s; ours ÷ floor ${(unlimited / floor).toFixed(2)}`,
  );
  if (used) say(`    processor time (per page): ${used}`);

  await lifted[Symbol.asyncDispose]();
  await forgetContacts(stack.sql);
  const limited = await loadAll(stack, contacts);
  say(
    `  as it is, ${searchesPerSecond} searches a second: ${limited.toFixed(1)} s; ours ÷ floor ${
      (limited / floor).toFixed(2)
    }`,
  );
}

async function forgetContacts(sql: Sql): Promise<void> {
  await sql`delete from public.contacts`;
  await sql`delete from public.contact_syncs`;
  await sql`update public.hubspot_connections set synced_until = null, full_sync_after = now(), next_sync_at = now()`;
  await sql`vacuum analyze public.contacts`;
}

/**
 * Seconds until everything is kept. Rung once: a round of the sync takes so many pages and rings for the next one itself.
 * Throws when it does not come to its end.
 */
async function loadAll({ sql, functionsUrl, secretKey }: Stack, contacts: number): Promise<number> {
  const startedAt = performance.now();
  const answer = await fetch(`${functionsUrl}/sync`, { method: "POST", headers: { apikey: secretKey } });
  if (!answer.ok) throw new Error(`POST /sync answered ${answer.status}: ${await answer.text()}`);
  await answer.body?.cancel();
  await pollUntil(async () => {
    const [reading] = await sql<{ state: string; reason: string | null }[]>`
      select r.state, r.reason from public.contact_syncs r where r.state <> 'running' order by r.id desc limit 1`;
    if (reading?.state === "failed") throw new Error(`The reading failed: ${reading.reason}`);
    return reading?.state === "completed";
  }, 900);
  const seconds = (performance.now() - startedAt) / 1000;
  const [kept] = await sql<{ contacts: number }[]>`select count(*)::int as contacts from public.contacts`;
  if (kept?.contacts !== contacts) throw new Error(`${kept?.contacts} of ${contacts} contacts were kept.`);
  return seconds;
}
