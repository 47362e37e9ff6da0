import type { HubspotFailure } from "../hubspot/client.ts";
import { secondsToMidnight } from "../hubspot/calendar.ts";
import { type ConnectionTrouble, judgeFailure } from "./judge-properties.ts";
import type { PullEnd, Reading } from "./reading.ts";

type Held = Pick<Reading, "deps" | "sync" | "worker">;

/** HubSpot does not go on: the reading waits where it stopped, or for an administrator. */
export async function suspend(held: Held, failure: HubspotFailure): Promise<PullEnd> {
  const { deps: { connections, contacts, log, now }, sync, worker } = held;
  const state = judgeFailure(failure);
  log.warn("reading_suspended", {
    org_id: sync.org_id,
    reason_code: failure.kind,
    http_status: failure.status,
    correlation_id: failure.correlationId,
  });
  if (state !== null && isForAdministrator(state)) return await giveUp(held, state);
  await contacts.suspendSync({
    syncId: sync.sync_id,
    worker,
    again: failure.kind !== "refused" && failure.kind !== "not_found",
    reasonCode: failure.kind,
    reason: failure.reason,
    retrySeconds: retrySeconds(failure, sync.access.portal_time_zone, now()),
  });
  if (state !== null) await connections.noteState(sync.access, state);
  return "suspended";
}

function isForAdministrator({ state }: ConnectionTrouble): boolean {
  return state === "token_rejected" || state === "scope_missing";
}

/** A new reading begins as soon as the settings are mended, and else in a quarter of an hour. */
export async function giveUp(
  { deps: { connections, contacts }, sync, worker }: Held,
  state: ConnectionTrouble,
): Promise<PullEnd> {
  // First this, which fails where the reading is no longer ours: a new token must not be said to be the old one.
  await contacts.suspendSync({
    syncId: sync.sync_id,
    worker,
    again: false,
    reasonCode: state.state,
    reason: state.detail,
    retrySeconds: 900,
  });
  await connections.noteState(sync.access, state);
  return "suspended";
}

/** How long HubSpot is left alone after a failure, in seconds. */
export function retrySeconds(
  { kind, retryAfterSeconds }: HubspotFailure,
  timeZone: string,
  now: Date,
): number {
  switch (kind) {
    case "daily_limit":
      return secondsToMidnight(timeZone, now);
    case "moved":
      return retryAfterSeconds ?? 3600;
    case "refused":
    case "not_found":
      return 900;
    default:
      return Math.max(30, retryAfterSeconds ?? 0);
  }
}
