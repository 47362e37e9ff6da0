import assert from "node:assert/strict";
import { z } from "zod";
import { createBolnaClient } from "../../supabase/functions/_shared/bolna/client.ts";
import { composeDependencies, type Dependencies } from "../../supabase/functions/_shared/dependencies.ts";
import { createPhoneCipher } from "../../supabase/functions/_shared/phone/phone-cipher.ts";
import { createServiceClient } from "../../supabase/functions/_shared/platform/database.ts";
import { parseSettings } from "../../supabase/functions/_shared/platform/settings.ts";
import type { SweepDeps } from "../../supabase/functions/_shared/calls/run-sweep.ts";
import { createLogger } from "../../supabase/functions/_shared/platform/log.ts";
import { startTestStack, type TestStackOptions } from "../support/start-test-stack.ts";
import { callRoundTheClock } from "../support/call-round-the-clock.ts";
import { until } from "../support/wait-for.ts";

export interface Organization {
  orgId: string;
  agentId: string;
}

export interface Booking {
  phone?: string;
  /** Seconds from now; negative is overdue (-60). */
  dueIn?: number;
  /** Replaces the true hash of the number. */
  phoneHash?: string;
}

const counts = z.object({
  success: z.literal(true),
  enabled: z.boolean(),
  claimed: z.number(),
  placed: z.number(),
  refused: z.number(),
  unknown: z.number(),
  not_sent: z.number(),
  paused: z.number(),
  withdrawn: z.number(),
  deferred: z.number(),
  followed_up: z.number(),
  settled: z.number(),
  expired_leases: z.number(),
});

export interface Attempt {
  id: string;
  schedule_id: string;
  state: string;
  outcome: string | null;
  reason_code: string | null;
  bolna_status: string | null;
  bolna_execution_id: string | null;
  http_status: number | null;
  conversation_seconds: string | null;
}

export interface Schedule {
  call_status: string;
  bolna_call_id: string | null;
  status_reason_code: string | null;
  status_reason: string | null;
  attention: boolean;
  attempt_count: number;
  retry_at: Date | null;
  not_before: Date | null;
}

let nextNumber = 0;

/** A number that nobody has and that no other call of the test run uses. */
export function somePhone(): string {
  nextNumber += 1;
  return `+1570555${String(2000 + nextNumber).padStart(4, "0")}`;
}

export type World = Awaited<ReturnType<typeof startWorld>>;

/**
 * The real system for one test file: Postgres, the Data API, the two worker functions, and a simulated Bolna two hundred
 * times faster than life. Nothing rings the sweep unless `sweepEverySeconds` says so.
 */
export async function startWorld(options: TestStackOptions = {}) {
  const stack = await startTestStack({
    seed: false,
    sweepEverySeconds: false,
    withFunctions: ["sweep", "bolna-webhook"],
    bolna: { clockFactor: 0.005 },
    ...options,
  });
  const { sql } = stack;
  const settings = parseSettings(stack.functionEnvironment());
  const cipher = createPhoneCipher(settings);

  /** It calls at any hour, so that a test does at whatever hour it runs. */
  async function createOrganization(changes: {
    maxConcurrentCalls?: number;
    bolnaAgentId?: string;
    fromNumber?: string;
  } = {}): Promise<Organization> {
    const slug = `org-${crypto.randomUUID().slice(0, 8)}`;
    const [org] = await sql<{ id: string }[]>`
      insert into public.organizations (slug, name, max_concurrent_calls, calling_hours_from, calling_hours_to)
      values (${slug}, ${slug}, ${changes.maxConcurrentCalls ?? 10}, '00:00', '24:00') returning id`;
    assert.ok(org);
    await callRoundTheClock(sql, org.id);
    const [agent] = await sql<{ id: string }[]>`
      insert into public.agents (org_id, name, bolna_agent_id, from_number)
      values (${org.id}, 'Agent', ${changes.bolnaAgentId ?? null}, ${
      changes.fromNumber ?? null
    }) returning id`;
    assert.ok(agent);
    return { orgId: org.id, agentId: agent.id };
  }

  /** Books a call in the database; gives the schedule's id. */
  async function book({ orgId, agentId }: Organization, booking: Booking = {}): Promise<string> {
    const { phone = somePhone(), dueIn = -60 } = booking;
    const id = crypto.randomUUID();
    const sealed = await cipher.encrypt({ orgId, rowId: id, column: "contact_phone" }, phone);
    const hash = booking.phoneHash ?? await cipher.hash(orgId, phone);
    await sql`
      insert into public.call_schedules
        (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at, purpose)
      values (${id}, ${orgId}, ${agentId}, 'c-1', 'Asha Rao', ${sealed}, ${hash},
        clock_timestamp() + make_interval(secs => ${dueIn}), 'service')`;
    return id;
  }

  function askForSweep() {
    return fetch(`${stack.functionsUrl}/sweep?wait=true`, {
      method: "POST",
      headers: { apikey: stack.secretKey },
    });
  }

  /** One pass of the sweep, waited for. */
  async function sweep() {
    const response = await askForSweep();
    assert.equal(response.status, 200);
    return counts.parse(await response.json());
  }

  /** So many at once. On a machine that cannot keep up with them one may say that the database did not answer it in time. */
  async function sweepTogether(many: number) {
    await Promise.all(Array.from({ length: many }, async () => {
      const response = await askForSweep();
      const { code } = z.looseObject({ code: z.string().optional() }).parse(await response.json());
      assert.ok(response.status === 200 || code === "database_unavailable", `${response.status} ${code}`);
    }));
  }

  /**
   * What a sweep needs, to run one in this process against the real stack; `write` gets each line of its log, `fetch` each
   * question to the database, `env` is put before the stack's own settings.
   */
  function sweepDeps({ timeoutMs = 15_000, write = () => {}, fetch, env = {} }: {
    timeoutMs?: number;
    write?: (line: string) => void;
    fetch?: typeof globalThis.fetch;
    env?: Record<string, string>;
  } = {}): Dependencies & SweepDeps {
    const settings = parseSettings({ ...stack.functionEnvironment(), ...env });
    const { bolnaApiUrl: apiUrl, bolnaApiKey: apiKey, bolnaCallsPath: callsPath } = settings;
    const log = createLogger({ functionName: "sweep", level: "debug", write });
    const parts = {
      bolna: createBolnaClient({ apiUrl, apiKey, callsPath, timeoutMs }),
      isSchedulerEnabled: () => true,
      ...(fetch && { db: createServiceClient(settings, { fetch }) }),
    };
    return { ...composeDependencies(settings, log, parts), ringAgain: () => Promise.resolve() };
  }

  /** Delivers a webhook as Bolna would, or with other headers, or as a text that is no JSON. */
  async function deliver(
    body: unknown,
    headers: Record<string, string> = { "x-webhook-secret": stack.webhookSecret },
  ) {
    const response = await fetch(`${stack.functionsUrl}/bolna-webhook`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    return { status: response.status, body: z.record(z.string(), z.unknown()).parse(await response.json()) };
  }

  async function schedule(id: string): Promise<Schedule> {
    const [row] = await sql<Schedule[]>`
      select call_status, bolna_call_id, status_reason_code, status_reason, attention, attempt_count, retry_at, not_before
      from public.call_schedules where id = ${id}`;
    assert.ok(row, "no such schedule");
    return row;
  }

  function attempts(scheduleId: string): Promise<Attempt[]> {
    return sql<Attempt[]>`
      select id, schedule_id, state, outcome, reason_code, bolna_status, bolna_execution_id, http_status,
        conversation_seconds
      from public.call_attempts where schedule_id = ${scheduleId} order by attempt_number`;
  }

  /** The one attempt of a schedule. */
  async function attempt(scheduleId: string): Promise<Attempt> {
    const [only, ...more] = await attempts(scheduleId);
    assert.ok(only && more.length === 0, `${more.length + (only ? 1 : 0)} attempts, not one`);
    return only;
  }

  /** Makes every live call's next look due now. */
  async function silence(): Promise<void> {
    await sql`update public.call_attempts set next_check_at = clock_timestamp() where state in ('placed', 'unknown')`;
  }

  async function settled(scheduleId: string): Promise<Schedule> {
    await until(
      async () => (await schedule(scheduleId)).call_status !== "in_progress",
      "the call is settled",
    );
    return await schedule(scheduleId);
  }

  async function pausedReason({ orgId }: Organization): Promise<string | null> {
    const [org] = await sql<{ reason: string | null }[]>`
      select calling_paused_reason as reason from public.organizations where id = ${orgId}`;
    return org?.reason ?? null;
  }

  return {
    stack,
    sql,
    bolna: stack.bolna,
    cipher,
    createOrganization,
    book,
    sweep,
    sweepTogether,
    sweepDeps,
    deliver,
    schedule,
    attempts,
    attempt,
    silence,
    settled,
    pausedReason,
    [Symbol.asyncDispose]: () => stack.close(),
  };
}
