import { answer, api, dataApi, inOrganization, rows } from "../api/client.ts";

/** How the organisation on the screen stands, in a few words: what tells whether anything must be read anew. */
export interface Pulse {
  /** Another word than before: something has changed. */
  revision: string;
  inProgress: number;
  /** Calls whose time has come. */
  due: number;
  /** Calls that a person must look at. */
  attention: number;
  /** Calls could be dialled, and nothing dials them. */
  stalled: boolean;
  pausedReason: string | null;
}

export async function askPulse(signal: AbortSignal): Promise<Pulse> {
  const path = inOrganization();
  const [{ statistics }, own] = await Promise.all([
    answer(api.GET("/call-scheduling/{org_slug}/call-schedules/statistics", { params: { path }, signal })),
    rows(dataApi.rpc("my_organization", { p_slug: path.org_slug }).abortSignal(signal)),
  ]);
  return {
    revision: new Date().toISOString(),
    inProgress: statistics.in_progress,
    due: statistics.overdue_schedules,
    attention: statistics.needs_attention,
    stalled: statistics.scheduler.stalled,
    pausedReason: own[0]?.calling_paused_reason ?? null,
  };
}
