import type { SyncProgress } from "../../_shared/contacts/contact-schemas.ts";
import type { ContactStore } from "../../_shared/contacts/contact-store.ts";
import { continued } from "../../_shared/contacts/reading.ts";
import { ApiError } from "../../_shared/platform/errors.ts";
import { pause } from "../../_shared/platform/pause.ts";
import { notConnected } from "../integrations/not-connected.ts";

/** What waiting needs from outside. */
interface WaitDeps {
  contacts: Pick<ContactStore, "readProgress">;
  syncWait?: SyncWait;
}

/** How long `contacts/sync?wait=true` waits, and how often it looks. */
export interface SyncWait {
  seconds: number;
  everyMs: number;
}

export const usualWait: SyncWait = { seconds: 100, everyMs: 300 };

/**
 * Waits until the reading that was asked for is complete and the rules are evaluated. `finished: false`: not yet, when the
 * patience is over or something holds the reading up. Throws 502 with its reason when the reading failed, 409 when the connection was removed meanwhile.
 */
export async function awaitSync(
  { contacts, syncWait: { seconds, everyMs } = usualWait }: WaitDeps,
  orgId: string,
  requestedAt: string,
): Promise<{ finished: boolean; progress: SyncProgress }> {
  const since = new Date(requestedAt);
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const progress = await contacts.readProgress(orgId, since);
    if (progress === null) throw notConnected();
    if (progress.state === "failed") throw syncFailed(progress);
    if (progress.state === "completed" && !progress.rules_pending) return { finished: true, progress };
    if (isHeldUp(progress) || performance.now() + everyMs > deadline) return { finished: false, progress };
    await pause(everyMs);
  }
}

/** HubSpot does not answer, or allows no more for now: the reading goes on by itself, when that may be hours away. */
function isHeldUp({ state, reason_code }: SyncProgress): boolean {
  return state === "running" && reason_code !== null && reason_code !== continued;
}

function syncFailed({ reason_code, reason }: SyncProgress): ApiError {
  return new ApiError({
    status: 502,
    code: reason_code ?? "sync_failed",
    error: "The contacts could not be read from HubSpot.",
    details: reason ?? "No reason was written down.",
  });
}
