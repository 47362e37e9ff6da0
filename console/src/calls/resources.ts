import { answer, api, dataApi, inOrganization, rows } from "../api/client.ts";
import type { CallSchedule } from "../api/types.ts";
import { resource } from "../lib/resource.ts";
import type { AttemptFacts } from "./state-of-call.ts";

/** The organisation's agents; the key says nothing. */
export const agents = resource(async (_key, signal) => {
  const path = inOrganization();
  return (await answer(api.GET("/call-scheduling/{org_slug}/agents", { params: { path }, signal }))).agents;
});

/** A page of calls with what is known of the attempt of each that goes on. */
export interface CallPage {
  calls: CallSchedule[];
  attempts: ReadonlyMap<string, AttemptFacts>;
  next: string | null;
}

/** The list never says in which moment of a call it is: that is the attempt's. */
export async function withAttempts(
  { schedules, next_cursor }: { schedules: CallSchedule[]; next_cursor: string | null },
  signal: AbortSignal,
): Promise<CallPage> {
  const live = schedules.filter(({ call_status }) => call_status === "in_progress").map(({ id }) => id);
  const found = live.length === 0 ? [] : await rows(
    dataApi.from("call_attempts").select("schedule_id, state, bolna_status, voicemail")
      .in("schedule_id", live).neq("state", "ended").abortSignal(signal),
  );
  const attempts = new Map(found.map(({ schedule_id, ...facts }) => [schedule_id, facts]));
  return { calls: schedules, attempts, next: next_cursor };
}

export const oneCall = resource(async (id, signal) => {
  const path = { ...inOrganization(), id };
  return await answer(
    api.GET("/call-scheduling/{org_slug}/call-schedules/{id}", { params: { path }, signal }),
  );
});

export const explanation = resource(async (id, signal) => {
  const path = { ...inOrganization(), id };
  return await answer(
    api.GET("/call-scheduling/{org_slug}/call-schedules/{id}/explain", { params: { path }, signal }),
  );
});
