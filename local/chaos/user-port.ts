import type { Sql } from "postgres";
import type { Conductor } from "./conductor.ts";

export type UserPort = ReturnType<typeof createUserPort>;

/** What an admin does through the API, as the database sees it: `sql` carries their rights. */
export function createUserPort(sql: Sql, conductor: Conductor) {
  const ask = <Row>(name: string, ...args: (string | boolean)[]) =>
    conductor.outside(async () => {
      const places = args.map((_, index) => `$${index + 1}`).join(", ");
      const [row] = await sql.unsafe<{ answer: Row }[]>(`select public.${name}(${places}) as answer`, args);
      if (row === undefined) throw new Error(`${name} answered nothing`);
      return row.answer;
    });
  return {
    cancel: (scheduleId: string, thenDelete: boolean) =>
      ask<{ outcome: string; attempt_id: string; execution_id: string }>(
        "cancel_call_schedule",
        scheduleId,
        thenDelete,
      ),
    resolve: (scheduleId: string, outcome: "placed" | "not_placed") =>
      ask<{ outcome: string }>("resolve_call_schedule", scheduleId, outcome),
    deleteRule: (orgId: string, ruleId: string) => ask<string>("delete_call_rule", orgId, ruleId),
    statistics: (orgId: string) => ask<Record<string, unknown>>("call_statistics", orgId),
  };
}
