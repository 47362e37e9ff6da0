import assert from "node:assert/strict";
import { composeDependencies } from "../../supabase/functions/_shared/dependencies.ts";
import { parseSettings } from "../../supabase/functions/_shared/platform/settings.ts";
import { writeBack, type WriteBackDeps } from "../../supabase/functions/_shared/write-back/write-back.ts";
import { createLogger } from "../../supabase/functions/_shared/platform/log.ts";
import { type CrmBooking, startCrmWorld } from "../workers/crm-world.ts";
import { type Organization, somePhone } from "../workers/world.ts";

export interface Entry {
  id: string;
  state: string;
  engagement_id: string | null;
  engagement_sent_at: Date | null;
  contact_updated_at: Date | null;
  tries: number;
  reason_code: string | null;
  reason: string | null;
  /** Seconds until its next try. */
  wait: number;
}

export type WriteBackWorld = Awaited<ReturnType<typeof startWriteBackWorld>>;

/** Calls that have ended and are to be written back, over the real database and a simulated HubSpot. */
export async function startWriteBackWorld() {
  const world = await startCrmWorld();
  const { sql, stack, hubspot, bolna } = world;
  const settings = parseSettings(stack.functionEnvironment());
  const lines: string[] = [];
  const log = createLogger({ functionName: "sync", level: "debug", write: (line) => lines.push(line) });
  const deps: WriteBackDeps = composeDependencies(settings, log);

  /** Makes a call to one of HubSpot's contacts and lets it end; gives the contact. */
  async function endCall(
    org: Organization,
    { outcome = "answered", ...booking }: CrmBooking & { outcome?: "answered" | "no-answer" | "busy" } = {},
  ): Promise<{ contactId: string; scheduleId: string; phone: string }> {
    const { phone = somePhone() } = booking;
    const { contactId = world.addContact({ phone }) } = booking;
    bolna.scriptCalls({ to: phone, outcome });
    const scheduleId = await world.bookFor(org, { ...booking, phone, contactId });
    assert.equal((await world.sweep()).placed, 1);
    await world.settled(scheduleId);
    return { contactId, scheduleId, phone };
  }

  async function entry(scheduleId: string): Promise<Entry> {
    const [row, ...more] = await sql<Entry[]>`
      select e.id, e.state, e.engagement_id, e.engagement_sent_at, e.contact_updated_at, e.tries, e.reason_code, e.reason,
        extract(epoch from e.next_try_at - clock_timestamp())::float8 as wait
      from public.crm_outbox e where e.schedule_id = ${scheduleId}`;
    assert.ok(row && more.length === 0, `${more.length + (row ? 1 : 0)} entries, not one`);
    return row;
  }

  /** Lets so many seconds pass for the entries that wait. */
  async function passTime(seconds: number): Promise<void> {
    await sql`
      update public.crm_outbox
      set next_try_at = next_try_at - make_interval(secs => ${seconds}),
        engagement_sent_at = engagement_sent_at - make_interval(secs => ${seconds})`;
    await sql`update private.hubspot_limits set next_at = clock_timestamp(), blocked_until = '-infinity'`;
  }

  const setConnection = (orgId: string, columns: Record<string, string | boolean | null>) =>
    sql`update public.hubspot_connections set ${sql(columns)} where org_id = ${orgId}`;

  /** How many engagements were asked for, whatever became of them. */
  const creates = (contactId: string) =>
    hubspot.requests.filter(({ method, path, body }) =>
      method === "POST" && path.endsWith("/calls") && JSON.stringify(body).includes(`"${contactId}"`)
    ).length;

  return {
    ...world,
    deps,
    lines,
    endCall,
    entry,
    passTime,
    setConnection,
    creates,
    writeBack: (change: Partial<WriteBackDeps> = {}) => writeBack({ ...deps, ...change }),
  };
}
