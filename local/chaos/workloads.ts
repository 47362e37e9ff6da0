import { webhookSchema } from "../../supabase/functions/_shared/bolna/schemas.ts";
import { createDoorbell } from "../../supabase/functions/_shared/platform/doorbell.ts";
import { placeCall } from "../../supabase/functions/_shared/calls/place-call.ts";
import { receiveEvent } from "../../supabase/functions/_shared/calls/receive-event.ts";
import { runLingeringSweep, runSweepOnce } from "../../supabase/functions/_shared/calls/run-sweep.ts";
import { stopCall } from "../../supabase/functions/_shared/calls/stop-call.ts";
import { writeBack } from "../../supabase/functions/_shared/write-back/write-back.ts";
import { runSync } from "../../supabase/functions/sync/run-sync.ts";
import type { Workload } from "./worker-ports.ts";

// What the functions do between their HTTP request and their answer, with the ports of a mortal worker.

export const sweepOnce: Workload = (ports) => runSweepOnce(ports);

export const sweepOn: Workload = (ports) => runLingeringSweep(ports, createDoorbell());

/** `POST /sync?only=due`: one pass that reads contacts, evaluates rules and writes calls back. */
export const syncOnce: Workload = async (ports) =>
  await runSync({ ...ports, writeBack: (isOver) => writeBack({ ...ports, isOver }) }, {
    onlyDue: true,
    notBefore: await ports.contacts.readTime(),
  });

export const writeBackOnce: Workload = (ports) => writeBack(ports);

/** `POST …/execute` as the admin; with a reason, beyond the organisation's own hours, gaps and caps. */
export function execute(scheduleId: string, actorId: string, overrideReason?: string): Workload {
  return async (ports) => {
    const order = { scheduleId, actorId, worker: "execute", overrideReason };
    const claim = await ports.calls.claimCallSchedule(order);
    if (claim.outcome === "claimed") await placeCall(ports, claim.call);
  };
}

/** `POST …/trigger-overdue` as the admin. */
export function triggerOverdue(orgId: string, actorId: string): Workload {
  return async (ports) => {
    const calls = await ports.calls.claimOverdueCalls(orgId, actorId, "overdue");
    await Promise.all(calls.map((call) => placeCall(ports, call)));
  };
}

/** `POST …/cancel` or `DELETE` as the admin. */
export function cancel(
  scheduleId: string,
  organization: number,
  actorId: string,
  thenDelete: boolean,
): Workload {
  return async ({ users, ...ports }) => {
    const user = users[organization];
    const answer = await user?.cancel(scheduleId, thenDelete);
    if (answer?.outcome !== "stop_needed") return;
    const { attempt_id: attemptId, execution_id: executionId } = answer;
    const { stopped } = await stopCall(ports, { attemptId, executionId, actorId });
    if (stopped && thenDelete) await user?.cancel(scheduleId, true);
  };
}

/** `POST /bolna-webhook` and what follows it in the background. */
export async function receiveWebhook(
  ports: Parameters<typeof receiveEvent>[0],
  body: unknown,
): Promise<void> {
  const rest = await receiveEvent(ports, webhookSchema.parse(body));
  await rest?.();
}
