import { organizations } from "./start-chaos-database.ts";
import { createUserPort } from "./user-port.ts";
import type { World } from "./world.ts";

/** The numbers that the API shows are those of the rows, counted here in another way. */
export async function checkStatistics(world: World): Promise<void> {
  for (const [index, { id }] of organizations.entries()) {
    const user = world.db.users[index];
    if (user === undefined) continue;
    const shown = await createUserPort(user, world.conductor).statistics(id);
    const rows = await world.db.sql<
      { call_status: string; attention: boolean; is_due: boolean; is_active: boolean }[]
    >`
      select call_status, attention, is_active, greatest(due_at, retry_at, not_before) <= private.current_time() as is_due
      from public.call_schedules where org_id = ${id} and deleted_at is null`;
    const count = (status: string) => rows.filter(({ call_status }) => call_status === status).length;
    const open = rows.filter(({ call_status, is_active }) => call_status === "scheduled" && is_active);
    const counted = {
      total_scheduled: count("scheduled"),
      total_completed: count("completed"),
      total_failed: count("failed"),
      total_cancelled: count("cancelled"),
      in_progress: count("in_progress"),
      overdue_schedules: open.filter(({ is_due }) => is_due).length,
      upcoming_schedules: open.filter(({ is_due }) => !is_due).length,
      needs_attention: rows.filter(({ attention }) => attention).length,
    };
    for (const [name, value] of Object.entries(counted)) {
      if (shown[name] !== value) {
        world.report("statistics equal rows", `${name} is ${shown[name]}, counted ${value}`);
      }
    }
  }
}
