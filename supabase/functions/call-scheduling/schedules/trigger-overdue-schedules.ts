import { DatabaseError } from "../../_shared/platform/database.ts";
import type { PlaceResult, TakenCall } from "../../_shared/calls/types.ts";
import type { ServiceContext } from "../context.ts";
import { forbidden } from "../organizations/check-right.ts";
import { callingPaused } from "./explain-no-call.ts";
import { placeClaimedCall } from "./place-claimed-call.ts";
import { requireScheduler } from "./require-scheduler.ts";

type TriggeredCall = {
  schedule_id: string;
  contact_name: string;
  bolna_call_id: string;
};
type Outcome = PlaceResult["outcome"];

/** Places what is overdue, side by side: as many calls as the organisation has free lines, 25 at most. */
export async function triggerOverdueSchedules(
  { ctx }: { ctx: ServiceContext },
): Promise<{ triggered: TriggeredCall[]; message: string }> {
  requireScheduler(ctx);
  const { calling_paused_reason: pausedReason } = ctx.organization;
  if (pausedReason !== null) throw callingPaused(pausedReason);
  await ctx.cipher.requireKeys();
  const calls = await claimOverdue(ctx);
  const placements = await Promise.all(
    calls.map(async (call) => ({ call, result: await placeClaimedCall(ctx, call) })),
  );
  const triggered = placements.flatMap(({ call, result }) =>
    result.outcome === "placed"
      ? [{
        schedule_id: call.schedule_id,
        contact_name: call.contact_name,
        bolna_call_id: result.executionId,
      }]
      : []
  );
  return { triggered, message: summarise(placements.map(({ result }) => result.outcome)) };
}

async function claimOverdue({ calls, requestId, orgId, userId }: ServiceContext): Promise<TakenCall[]> {
  try {
    const worker = `overdue:${requestId}`;
    return await calls.claimOverdueCalls(orgId, userId, worker);
  } catch (error) {
    // The role was taken away between the look and the claim.
    if (error instanceof DatabaseError && error.code === "42501") {
      throw forbidden("This needs an admin.");
    }
    throw error;
  }
}

const words: [Outcome, string][] = [
  ["placed", "accepted by Bolna"],
  ["unknown", "without a clear answer, being looked for"],
  ["refused", "refused"],
  ["not_sent", "not taken now, to be tried again"],
  ["paused", "put back because calling was paused"],
  ["withdrawn", "not made because of what HubSpot says of the contact"],
  ["deferred", "put off"],
];

function summarise(outcomes: Outcome[]): string {
  if (outcomes.length === 0) return "Nothing overdue could be dialled now.";
  const parts = words
    .map(([outcome, meaning]) => ({ meaning, count: outcomes.filter((one) => one === outcome).length }))
    .filter(({ count }) => count > 0);
  return `Overdue calls: ${parts.map(({ count, meaning }) => `${count} ${meaning}`).join("; ")}.`;
}
