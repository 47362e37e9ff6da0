import type { CallSchedule } from "../openapi/api.types.ts";
import { DemoFailure } from "./demo-failure.ts";
import type { Caller } from "./sign-in.ts";
import { takeAnswer } from "./take-answer.ts";

/** Long enough for a Bolna that takes its time over `completed`. */
const patienceSeconds = 180;

/** Follows a call until it is where it is wanted. Throws DemoFailure when it ends elsewhere, or not at all. */
export async function waitForCall(
  caller: Caller,
  id: string,
  isReached: (schedule: CallSchedule) => boolean,
): Promise<CallSchedule> {
  return await waitUntil("the call moving on", async () => {
    const { schedule } = await readCall(caller, id);
    if (isReached(schedule)) return schedule;
    if (isOver(schedule)) {
      throw new DemoFailure(`the call is ${schedule.call_status}: ${schedule.status_reason}`);
    }
  });
}

export function isOver({ call_status }: CallSchedule): boolean {
  return ["completed", "failed", "cancelled"].includes(call_status);
}

/** When Bolna took the call's latest attempt, and the attempt's id. Throws DemoFailure when it does not say. */
export async function readLastAttempt(
  caller: Caller,
  id: string,
): Promise<{ id: string; placedAt: Date }> {
  const attempt = (await readCall(caller, id)).attempts.at(-1);
  if (!attempt?.placed_at) throw new DemoFailure("the attempt does not say when it was placed");
  return { id: attempt.id, placedAt: new Date(attempt.placed_at) };
}

function readCall({ api, organization }: Caller, id: string) {
  return takeAnswer(
    api.GET("/call-scheduling/{org_slug}/call-schedules/{id}", { params: { path: { ...organization, id } } }),
  );
}

/** Asks every quarter of a second until there is an answer. Throws DemoFailure when there is none for three minutes. */
export async function waitUntil<Value>(
  what: string,
  ask: () => Promise<Value | undefined>,
): Promise<Value> {
  const deadline = Date.now() + patienceSeconds * 1000;
  for (;;) {
    const value = await ask();
    if (value !== undefined) return value;
    if (Date.now() > deadline) {
      throw new DemoFailure(`${what} did not happen within ${patienceSeconds} seconds`);
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
