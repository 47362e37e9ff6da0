import type { CallSchedule } from "../openapi/api.types.ts";
import { DemoFailure } from "./demo-failure.ts";
import { isOver, readLastAttempt, waitForCall } from "./follow-call.ts";
import { type Caller, demoPassword, type DemoStack, signIn } from "./sign-in.ts";
import { takeAnswer } from "./take-answer.ts";

const secondsAhead = 3;

/**
 * The main job, step by step, through the public API alone: a member books a call, the scheduler finds it due, Bolna
 * places it, its end is recorded and counted. Throws DemoFailure unless all of it really happened.
 */
export async function tellMainJob(stack: DemoStack, say: (line?: string) => void): Promise<void> {
  const caller = await signIn(stack, { email: "member@acme.test", password: demoPassword, orgSlug: "acme" });
  say("1. member@acme.test signed in to the organisation acme.");

  const before = await readStatistics(caller);
  const agentId = await caller.findAgent();
  const scheduledAt = new Date(Date.now() + secondsAhead * 1000);
  const booked = await book(caller, agentId, scheduledAt);
  say(
    `2. Booked call ${booked.id} for ${scheduledAt.toISOString()}, in ${secondsAhead} seconds: ${booked.call_status}.`,
  );

  say("3. Waiting for the scheduler. Nobody rings the sweep by hand.");
  const placed = await waitForCall(caller, booked.id, ({ bolna_call_id }) => bolna_call_id !== null);
  const late = (await readLastAttempt(caller, booked.id)).placedAt.getTime() - scheduledAt.getTime();
  say(
    `   Bolna took it as ${placed.bolna_call_id}, ${
      (late / 1000).toFixed(2)
    } s after its time: ${placed.call_status}.`,
  );
  if (late < 0) throw new DemoFailure(`the call left ${-late} ms before its time`);

  say("4. Following it to its end.");
  const ended = await waitForCall(caller, booked.id, isOver);
  say(`   ${ended.call_status}: ${ended.status_reason}`);
  if (ended.call_status !== "completed") throw new DemoFailure(`the call ended as ${ended.call_status}`);

  const after = await readStatistics(caller);
  say(`5. The statistics of acme: ${JSON.stringify(after)}`);
  if (after.total_completed <= before.total_completed) {
    throw new DemoFailure("the statistics do not count the completed call");
  }
  say("\nDone: booked, placed on time, completed and counted.");
}

async function book(
  { api, organization }: Caller,
  agentId: string,
  scheduledAt: Date,
): Promise<CallSchedule> {
  const number = String(Math.floor(Math.random() * 1e8)).padStart(8, "0");
  const { schedule } = await takeAnswer(
    api.POST("/call-scheduling/{org_slug}/call-schedules", {
      params: { path: organization },
      body: {
        agent_id: agentId,
        contact_id: "demo-contact",
        contact_name: "Asha Rao",
        contact_phone: `+9198${number}`,
        scheduled_at: scheduledAt.toISOString(),
        call_topic: "follow_up",
      },
    }),
  );
  return schedule;
}

async function readStatistics({ api, organization }: Caller) {
  const { statistics } = await takeAnswer(
    api.GET("/call-scheduling/{org_slug}/call-schedules/statistics", { params: { path: organization } }),
  );
  return statistics;
}
