import assert from "node:assert/strict";
import type { ContactInput } from "../../local/simulators/hubspot/contact-input.ts";
import type { PortalOptions } from "../../local/simulators/hubspot/portal.ts";
import type { ConnectionStore } from "../../supabase/functions/_shared/contacts/connection-store.ts";
import type { ContactStore } from "../../supabase/functions/_shared/contacts/contact-store.ts";
import { composeDependencies, type Dependencies } from "../../supabase/functions/_shared/dependencies.ts";
import { parseSettings } from "../../supabase/functions/_shared/platform/settings.ts";
import { pullContacts } from "../../supabase/functions/_shared/contacts/pull-contacts.ts";
import type { PullEnd } from "../../supabase/functions/_shared/contacts/reading.ts";
import { createSyncBudget } from "../../supabase/functions/_shared/contacts/sync-budget.ts";
import { createLogger } from "../../supabase/functions/_shared/platform/log.ts";
import { createSdkTransport } from "../../supabase/functions/sync/sdk-transport.ts";
import { callRoundTheClock } from "../support/call-round-the-clock.ts";
import { startTestStack, type TestStackOptions } from "../support/start-test-stack.ts";

export interface Connected {
  orgId: string;
  agentId: string;
  token: string;
  /** Its own account in the simulated HubSpot. */
  portal: ReturnType<PullWorld["stack"]["hubspot"]["addPortal"]>;
}

export interface KeptRow {
  contact_id: string;
  contact_name: string;
  phone_hash: string | null;
  phone_enc: string | null;
  phone_problem: string | null;
  time_zone: string | null;
  do_not_call: boolean;
  checkup_on: string | null;
  checkup_problem: string | null;
  properties: Record<string, string>;
  problem: string | null;
  removed_reason: string | null;
}

export type PullWorld = Awaited<ReturnType<typeof startPullWorld>>;

let portals = 0;

/** Organisations, each with a HubSpot account of its own, over the real database. Nothing syncs by itself. */
export async function startPullWorld(options: TestStackOptions = {}) {
  const stack = await startTestStack({
    seed: false,
    sweepEverySeconds: false,
    withFunctions: ["sync"],
    ...options,
  });
  const { sql, hubspot } = stack;
  const settings = parseSettings(stack.functionEnvironment());
  const lines: string[] = [];
  const log = createLogger({ functionName: "sync", level: "debug", write: (line) => lines.push(line) });
  const real = composeDependencies(settings, log, { openTransport: createSdkTransport });
  const { cipher } = real;
  // Without our own pace: that has a test of its own.
  const connections = { ...real.connections, takeTurn: () => Promise.resolve(0) };
  const deps: Dependencies = { ...real, connections };

  /** An organisation with an account of its own, without HubSpot's limits and with an index that does not lag. */
  async function connect(
    { timeZone = "UTC", ...portalOptions }: Partial<PortalOptions> & { timeZone?: string } = {},
  ): Promise<Connected> {
    portals += 1;
    const token = `pat-test-${portals}`;
    const portal = hubspot.addPortal({
      token,
      portal: { timeZone },
      searchesPerSecond: null,
      requestsPerTenSeconds: null,
      indexLagSeconds: 0,
      ...portalOptions,
    });
    const slug = `org-${crypto.randomUUID().slice(0, 8)}`;
    const [org] = await sql<{ id: string }[]>`
      insert into public.organizations (slug, name, time_zone, max_concurrent_calls)
      values (${slug}, ${slug}, ${timeZone}, 100) returning id`;
    assert.ok(org);
    await callRoundTheClock(sql, org.id);
    const [agent] = await sql<{ id: string }[]>`
      insert into public.agents (org_id, name) values (${org.id}, 'Agent') returning id`;
    assert.ok(agent);
    await sql`
      insert into public.hubspot_connections (org_id, token_secret_id)
      values (${org.id}, private.keep_token(${org.id}, null, ${token}))`;
    return { orgId: org.id, agentId: agent.id, token, portal };
  }

  /** One worker's turn at an organisation's reading; null: there was nothing to take. */
  async function pull(
    { orgId }: Pick<Connected, "orgId">,
    { maxPages = 100, change = {}, onlyDue = false }: {
      maxPages?: number;
      change?: { connections?: Partial<ConnectionStore>; contacts?: Partial<ContactStore> };
      onlyDue?: boolean;
    } = {},
  ): Promise<PullEnd | null> {
    const worker = `test-${crypto.randomUUID()}`;
    const withChange = {
      ...deps,
      connections: { ...deps.connections, ...change.connections },
      contacts: { ...deps.contacts, ...change.contacts },
    };
    const sync = await withChange.contacts.claimSync({ worker, onlyDue, orgId });
    if (sync === null) return null;
    const budget = createSyncBudget({ maxPages, seconds: 300, now: () => new Date() });
    const end = await pullContacts(withChange, sync, { worker, budget });
    // As a pass does when its time is over.
    if (end === "unfinished") await endLeases(orgId);
    return end;
  }

  /** As if the worker had died some time ago. */
  const endLeases = (orgId: string) =>
    sql`
      update public.contact_syncs set lease_expires_at = clock_timestamp() - interval '1 second'
      where org_id = ${orgId} and state = 'running'`;

  /** What is kept of an organisation's contacts that HubSpot still has, by id; all of them with `removed`. */
  function contacts({ orgId }: Pick<Connected, "orgId">, { removed = false } = {}): Promise<KeptRow[]> {
    return sql<KeptRow[]>`
      select contact_id, contact_name, phone_hash, phone_enc, phone_problem, time_zone, do_not_call,
        last_checkup_date::text as checkup_on, checkup_problem, properties, problem, removed_reason
      from public.contacts where org_id = ${orgId} and (${removed} or removed_at is null) order by contact_number`;
  }

  async function contact(org: Pick<Connected, "orgId">, id: string): Promise<KeptRow> {
    const row = (await contacts(org, { removed: true })).find(({ contact_id }) => contact_id === id);
    assert.ok(row, `contact ${id} is not kept`);
    return row;
  }

  /** The latest reading of an organisation. */
  async function reading({ orgId }: Pick<Connected, "orgId">) {
    const [row] = await sql<{
      kind: string;
      state: string;
      reason_code: string | null;
      contacts_read: number;
      contacts_broken: number;
      contacts_removed: number;
      /** Seconds until it may be taken again. */
      wait: number;
    }[]>`
      select kind, state, reason_code, contacts_read, contacts_broken, contacts_removed,
        extract(epoch from lease_expires_at - clock_timestamp())::float8 as wait
      from public.contact_syncs where org_id = ${orgId} order by id desc limit 1`;
    assert.ok(row);
    return row;
  }

  async function connection({ orgId }: Pick<Connected, "orgId">) {
    const [row] = await sql<{
      state: string;
      state_detail: string | null;
      portal_id: string | null;
      property_types: Record<string, string>;
      rules_pending: boolean;
    }[]>`
      select state, state_detail, portal_id, property_types, rules_pending
      from public.hubspot_connections where org_id = ${orgId}`;
    assert.ok(row);
    return row;
  }

  const setConnection = (
    { orgId }: Pick<Connected, "orgId">,
    columns: Record<string, string | Date | null>,
  ) => sql`update public.hubspot_connections set ${sql(columns)} where org_id = ${orgId}`;

  /** Everything is read anew by the next reading. */
  const readAnew = (org: Pick<Connected, "orgId">) =>
    setConnection(org, { full_sync_after: new Date(Date.now() - 1000) });

  /** `POST /sync`, waited for. */
  async function sync(query = "wait=true") {
    const response = await fetch(`${stack.functionsUrl}/sync?${query}`, {
      method: "POST",
      headers: { apikey: stack.secretKey },
    });
    return { status: response.status, body: await response.json() };
  }

  return {
    stack,
    sql,
    settings,
    cipher,
    real,
    deps,
    lines,
    connect,
    pull,
    endLeases,
    contacts,
    contact,
    reading,
    connection,
    setConnection,
    readAnew,
    sync,
    [Symbol.asyncDispose]: () => stack.close(),
  };
}

/** So many contacts with ids that do not sort as texts, and a check-up each. */
export function manyContacts(count: number, properties: Record<string, string> = {}): ContactInput[] {
  return Array.from({ length: count }, (_, index) => ({
    id: String(90 + index * 7),
    properties: {
      firstname: "Contact",
      lastname: String(index),
      last_checkup_date: "2026-05-01",
      ...properties,
    },
  }));
}
