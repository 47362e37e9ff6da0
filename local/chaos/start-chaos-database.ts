import { base64 } from "@scure/base";
import postgres, { type Sql } from "postgres";
import { createServiceClient } from "../../supabase/functions/_shared/platform/database.ts";
import { describeKeys } from "../../supabase/functions/_shared/phone/phone-keys.ts";
import { createPhoneCipher, type PhoneCipher } from "../../supabase/functions/_shared/phone/phone-cipher.ts";
import { parseSettings } from "../../supabase/functions/_shared/platform/settings.ts";
import { readStackSettings } from "../stack/settings.ts";
import { startStack } from "../stack/start-stack.ts";
import { copyDatabaseTemplate, databaseTemplate } from "../stack/with-database-template.ts";
import { phoneAt } from "./patients.ts";
import { readLawBook } from "./policy/law-book.ts";
import { createRpcFetch } from "./rpc-over-sql.ts";
import { takeChanceAway } from "./take-chance-away.ts";

export interface ChaosDatabaseOptions {
  /** true: workers reach the database through the Data API, as deployed; false (default): the same calls as SQL, faster. */
  throughApi?: boolean;
  migrationsDir?: string;
}

export type ChaosDatabase = Awaited<ReturnType<typeof startChaosDatabase>>;

/** Of the demo data (supabase/seed.sql): two organisations, their agents and an admin of each. */
export const organizations = [
  {
    id: "0a000000-0000-4000-8000-000000000001",
    agentId: "0b000000-0000-4000-8000-000000000001",
    adminId: "0c000000-0000-4000-8000-000000000001",
  },
  {
    id: "0a000000-0000-4000-8000-000000000002",
    agentId: "0b000000-0000-4000-8000-000000000002",
    adminId: "0c000000-0000-4000-8000-000000000004",
  },
] as const;

const someKey = (digit: string) => base64.encode(new TextEncoder().encode(digit.repeat(32)));

// Nothing private is kept under them; a hash of a number is the same in every run.
const fixedKeys = {
  BOLNA_AGENT_ID: "0d000000-0000-4000-8000-000000000001",
  PHONE_ENCRYPTION_KEYS: `chaos1:${someKey("0")}`,
  PHONE_INDEX_KEY: someKey("1"),
};

/** To which the index key may be changed. */
const nextIndexKey = new TextEncoder().encode("2".repeat(32));

/** How many numbers are known by name under both index keys, from 1. */
export const namedNumbers = 9;

// No timers of its own: the clock stands still while the machine thinks.
const withoutTimers = { connect_timeout: 0, idle_timeout: 0, max_lifetime: 0, onnotice: () => {} };

/** A new Postgres with the schema, the demo organisations and a clock that only moves by `setClock`. Gone after `close`. */
export async function startChaosDatabase(options: ChaosDatabaseOptions = {}) {
  const dataDir = await Deno.makeTempDir({ prefix: "call-scheduling-chaos-" });
  const base = readStackSettings({});
  const template = options.migrationsDir === undefined ? Deno.env.get(databaseTemplate) : undefined;
  if (template !== undefined) await copyDatabaseTemplate(template, dataDir);
  const stack = await startStack({
    ...base,
    apiPort: 0,
    dbPort: 0,
    bolnaPort: 0,
    hubspotPort: 0,
    dataDir,
    durable: false,
    functions: false,
    scheduler: false,
    syncEveryMinutes: false,
    functionsEnvFile: `${dataDir}/functions.env`,
    migrationsDir: options.migrationsDir ?? base.migrationsDir,
    env: fixedKeys,
  });
  await takeChanceAway(stack.sql);
  // Often enough for two days of peace.
  await stack.sql`update private.sync_schedule set interval_minutes = 1440`;
  const wipedTables = await listWipedTables(stack.sql);
  const connect = (connection: Record<string, string>, max = 1) =>
    postgres(stack.dbUrl, { ...withoutTimers, connection, max });
  // What is checked is joined in memory: planned for tables of which nothing is known, it would go through files.
  const sql = connect({ work_mem: "64MB" });
  const workers = connect({ role: "service_role" });
  const users = organizations.map(({ adminId }) =>
    connect({ role: "authenticated", "request.jwt.claims": JSON.stringify({ sub: adminId }) })
  );
  // Opened now: a connection cannot be opened while the clock stands still.
  await Promise.all([sql, workers, ...users].map((connection) => connection`select 1`));

  const settings = parseSettings({ ...stack.functionEnvironment(), LOG_LEVEL: "debug" });
  const keysOf = {
    old: settings,
    both: { ...settings, phoneIndexKey: nextIndexKey, phoneIndexKeyPrevious: settings.phoneIndexKey },
    new: { ...settings, phoneIndexKey: nextIndexKey },
  };
  const ciphers = {
    old: createPhoneCipher(keysOf.old),
    both: createPhoneCipher(keysOf.both),
    next: createPhoneCipher(keysOf.new),
  };
  await nameNumbers(stack.sql, ciphers);
  const transport = options.throughApi ? fetchWhole : await createRpcFetch(workers);
  return {
    settings,
    /** Under the index key of before, both, and the new one. */
    ciphers,
    /** Their keys, as the database takes them. */
    checksOf: {
      old: await describeKeys(keysOf.old),
      both: await describeKeys(keysOf.both),
      new: await describeKeys(keysOf.new),
    },
    law: await readLawBook(sql),
    /** As a superuser, outside of everything under test. */
    sql,
    /** With the secret key, as the functions write on behalf of a user. */
    service: workers,
    /** As the admin of the first and of the second organisation, under row-level security. */
    users,
    /** A client with the secret key whose requests go through `intercept`. */
    createWorkerClient: (intercept: (send: () => Promise<Response>) => Promise<Response>) =>
      createServiceClient(settings, { fetch: (input, init) => intercept(() => transport(input, init)) }),
    setClock: async (at: number): Promise<void> => {
      await sql`update chaos.clock set at = ${new Date(at)}`;
    },
    wipe: () => wipe(sql, wipedTables),
    close: async () => {
      await Promise.all([sql, workers, ...users].map((connection) => connection.end({ timeout: 1 })));
      await stack.close();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}

/** What is read of rows to be judged goes by the name of a number, whichever index key its hash was made with: that under the first. */
async function nameNumbers(sql: Sql, { old, next }: Record<"old" | "next", PhoneCipher>): Promise<void> {
  await sql.unsafe(`
    create table chaos.number_names (hash text primary key, name text not null);
    create function chaos.number_of(p_hash text) returns text
    language plpgsql stable set search_path = '' as $$ begin
      return coalesce((select n.name from chaos.number_names n where n.hash = p_hash), p_hash);
    end $$;`).simple();
  for (let number = 1; number <= namedNumbers; number++) {
    const phone = phoneAt(number);
    const names = [
      [await next.globalHash(phone), await old.globalHash(phone)],
      ...await Promise.all(
        organizations.map(async ({ id }) => [await next.hash(id, phone), await old.hash(id, phone)]),
      ),
    ];
    for (const [hash = "", name = ""] of names) {
      await sql`insert into chaos.number_names values (${hash}, ${name})`;
    }
  }
}

/** With the last byte of its body: it must not arrive later, when nobody waits for it. */
async function fetchWhole(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const answer = await fetch(input, init);
  return new Response(answer.body === null ? null : await answer.arrayBuffer(), answer);
}

/**
 * As it was when started. Without triggers: the audit trail refuses to be emptied. Truncated, so that rows lie in the order
 * in which the next run writes them; where nothing was written that is so, and truncating costs some 10 ms a table.
 */
async function wipe(sql: Sql, wipedTables: readonly string[]): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    const written = await tx<{ name: string }[]>`
      select w.name from unnest(${wipedTables}::text[]) as w (name) where pg_relation_size(w.name::regclass) > 0`;
    if (written.length > 0) {
      await tx.unsafe(`truncate ${written.map(({ name }) => name).join(", ")} restart identity cascade`);
    }
    await tx`update public.organizations set calling_paused_reason = null, calling_paused_at = null,
      calling_paused_code = null,
      max_concurrent_calls = 3, max_dials_per_day = null, retry_policy = '{}', queue_deadline_seconds = 300,
      calling_hours_from = '09:00', calling_hours_to = '18:00'`;
    await tx`update public.agents set is_active = true, opening = enum_range(null::public.opening_mark)`;
    // At any hour and as often as one likes, until a history says otherwise: they jump through days and nights.
    await tx`update public.calling_policies set default_purpose = 'service', week = null, countries = null, blackouts = '[]', caps = '[]',
      min_gap_minutes = 0, loosened = '[{"rule_id": "*", "reason": "A history at any hour.", "until": null}]',
      updated_by = null, updated_at = created_at`;
    await tx`update private.scheduler set calling_paused_reason = null`;
    await tx`update private.dial_pace set paced_until = '-infinity', next_at = '-infinity'`;
    await tx`delete from vault.secrets where name like 'hubspot_token_%' or name like 'webhook_%'`;
    await tx`alter sequence chaos.draws restart`;
  });
}

/** Of those that hold something from the start, what histories add to. Whatever is empty then is wiped anyway. */
const filledTables = [
  "private.policy_changes",
  "private.phone_keys",
  "public.hubspot_connections",
  "public.audit_log",
  "private.worker_runs",
];

async function listWipedTables(sql: Sql): Promise<string[]> {
  const empty = await sql<{ name: string }[]>`
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'private') and c.relkind = 'r' and pg_relation_size(c.oid) = 0 order by 1`;
  return [...new Set([...empty.map(({ name }) => name), ...filledTables])];
}
