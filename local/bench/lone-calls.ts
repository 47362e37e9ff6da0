import type { Sql } from "postgres";
import { z } from "zod";
import { type ApiClient, demoOrganization } from "./book-by-api.ts";
import { formatSummary, summarise } from "./summarise.ts";

const bookedSchema = z.object({ schedule: z.object({ id: z.string(), scheduled_at: z.string() }) });

/** Books one call each second, three seconds ahead, to a contact that is in HubSpot. Gives the due times by schedule. */
export async function bookLoneCalls(api: ApiClient, seconds: number): Promise<Map<string, number>> {
  const dueAt = new Map<string, number>();
  const bookings = Array.from({ length: seconds }, async (_, second) => {
    await new Promise((resolve) => setTimeout(resolve, second * 1_000));
    // The first six of a hundred contacts of hubspot-server.ts have no number.
    const contact = Math.floor(second / 94) * 100 + 6 + second % 94;
    const { schedule } = bookedSchema.parse(
      await api.send("POST", "/call-schedules", {
        agent_id: demoOrganization.agentId,
        contact_id: `${1_000_000 + contact}`,
        contact_name: `Asha Rao ${contact}`,
        contact_phone: `+9198${10_000_000 + contact}`,
        scheduled_at: new Date(Date.now() + 3_000).toISOString(),
      }),
    );
    dueAt.set(schedule.id, Date.parse(schedule.scheduled_at));
  });
  await Promise.all(bookings);
  return dueAt;
}

/** Milliseconds from when each was due to when the server that stands for Bolna saw it, and how many it never saw. */
export async function summariseLateness(
  sql: Sql,
  dueAt: ReadonlyMap<string, number>,
  arrivals: readonly (readonly [callRef: string, at: number])[],
): Promise<string> {
  const attempts = await sql<{ id: string; schedule_id: string }[]>`
    select t.id, t.schedule_id from public.call_attempts t where t.schedule_id = any (${[...dueAt.keys()]})`;
  const arrivedAt = new Map(arrivals);
  const late = attempts.flatMap(({ id, schedule_id }) => {
    const [due, arrived] = [dueAt.get(schedule_id), arrivedAt.get(id)];
    return due === undefined || arrived === undefined ? [] : [arrived - due];
  });
  if (late.length === 0) return "none arrived";
  return `${formatSummary(summarise(late), ["p50", "p99", "max"])}; ${late.length} of ${dueAt.size} arrived`;
}
