import type { Sql } from "postgres";
import { createPhoneCipher, phoneRef } from "../../supabase/functions/_shared/phone/phone-cipher.ts";
import { describeKeys, type KeySettings } from "../../supabase/functions/_shared/phone/phone-keys.ts";
import { createLogger } from "../../supabase/functions/_shared/platform/log.ts";
import { rotateOverSql } from "../rotation/rotate-index-key.ts";
import { rotateKeys } from "../rotation/rotate-keys.ts";
import { demoOrganization } from "./book-by-api.ts";
import type { BenchContext } from "./options.ts";
import { formatProcessorTime, readProcessorTime } from "./processor-time.ts";
import { startBenchStack } from "./start-bench-stack.ts";

const { orgId, agentId } = demoOrganization;
const atOnce = 5_000;
const key = (letter: string) => new Uint8Array(32).fill(letter.charCodeAt(0));
const first = { id: "first", key: key("a") };
const before: KeySettings = { phoneEncryptionKeys: [first], phoneIndexKey: key("i") };
const closedAnew: KeySettings = {
  ...before,
  phoneEncryptionKeys: [{ id: "second", key: key("b") }, first],
};
const hashedAnew: KeySettings = {
  ...closedAnew,
  phoneIndexKey: key("j"),
  phoneIndexKeyPrevious: before.phoneIndexKey,
};

/** What it takes to change the keys of `--rows=` stored numbers, as `deno task rotate-keys` does: the one that closes them, then that of their hashes. */
export async function benchRotation({ quick, rows, say }: BenchContext): Promise<void> {
  const count = rows ?? (quick ? 5_000 : 100_000);
  say(`rotation: the numbers of ${count} calls, each closed and hashed anew`);
  await using bench = await startBenchStack({ functions: false, seed: true, durable: false });
  const { sql } = bench.stack;
  await tellKeys(sql, before);
  await bookNumbers(sql, count);

  await tellKeys(sql, closedAnew);
  await measure("closed with a new key", async () => {
    const { left } = await rotateKeys(sql, { keys: closedAnew });
    if (Object.keys(left).length > 0) throw new Error("Not all were closed anew.");
  });
  await tellKeys(sql, hashedAnew);
  // It waits for functions that know the old key alone; there are none here.
  await sql`update private.phone_rotations set moves_from = now() - interval '1 minute'`;
  await measure("hashed with a new key", async () => {
    const log = createLogger({ functionName: "bench", level: "error", write: say });
    await rotateOverSql(sql, { keys: hashedAnew, log });
    const [change] = await sql<{ moved: number }[]>`
      select max(r.moved_in_all)::int as moved from private.phone_rotations r where r.setting = 'PHONE_INDEX_KEY'`;
    if (change?.moved !== count) throw new Error(`${change?.moved} of ${count} were hashed anew.`);
  });

  async function measure(name: string, act: () => Promise<void>): Promise<void> {
    const usedBefore = await readProcessorTime();
    const startedAt = performance.now();
    await act();
    const seconds = (performance.now() - startedAt) / 1000;
    say(
      `  ${name}: ${(count / seconds).toFixed(0)} rows/s, ${seconds.toFixed(1)} s; a million take ${
        (seconds / count * 1e6 / 60).toFixed(1)
      } minutes`,
    );
    const used = formatProcessorTime(usedBefore, await readProcessorTime(), count);
    if (used) say(`    processor time (per row): ${used}`);
  }
}

async function tellKeys(sql: Sql, keys: KeySettings): Promise<void> {
  await sql`select public.check_phone_keys(${sql.json(await describeKeys(keys))})`;
}

/** Calls of next year, each with a number of its own, without triggers. */
async function bookNumbers(sql: Sql, count: number): Promise<void> {
  const cipher = createPhoneCipher(before);
  for (let done = 0; done < count; done += atOnce) {
    const numbers = Array.from({ length: Math.min(atOnce, count - done) }, (_, index) => ({
      id: crypto.randomUUID(),
      phone: `+9198${10_000_000 + done + index}`,
    }));
    const closed = await Promise.all(
      numbers.map(({ id, phone }) => cipher.encrypt(phoneRef(orgId, id), phone)),
    );
    const hashes = await Promise.all(numbers.map(({ phone }) => cipher.hash(orgId, phone)));
    await sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`
        insert into public.call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
          scheduled_at, due_at, purpose)
        select n.id, ${orgId}, ${agentId}, n.id, 'Asha Rao', n.closed, n.hash, now() + interval '1 year', now() + interval '1 year', 'service'
        from unnest(${
        numbers.map(({ id }) => id)
      }::uuid[], ${closed}::text[], ${hashes}::text[]) n (id, closed, hash)`;
    });
  }
  // The change of a hash goes by it, as a search does.
  await sql`select private.recount_call_names()`;
  await sql`vacuum analyze public.call_schedules, private.call_names`;
}
