import { DemoFailure } from "./demo-failure.ts";
import { isOver, waitForCall, waitUntil } from "./follow-call.ts";
import { type Caller, demoPassword, type DemoStack, signIn } from "./sign-in.ts";
import { takeAnswer } from "./take-answer.ts";

const day = 24 * 3_600_000;

/**
 * Whether and when: a patient in Pennsylvania is booked at night and told when the call will leave; in a call the patient asks
 * not to be called again, and is not. Through the public API alone, but for what the simulated patient says. Throws
 * DemoFailure unless all of it really happened.
 */
export async function tellCallingPolicy(stack: DemoStack, say: (line?: string) => void): Promise<void> {
  const phone = `+1570555${String(Math.floor(Math.random() * 1e4)).padStart(4, "0")}`;
  await bookAtNight(stack, phone, say);
  if (stack.bolnaIsSimulated) await askNotToBeCalled(stack, phone, say);
  else say("Bolna is a real one here: nobody is called to ask not to be called.");
  say("\nDone: called when it is allowed, not called who does not want it, and why in each case.");
}

async function bookAtNight(stack: DemoStack, phone: string, say: (line?: string) => void): Promise<void> {
  const globex = await signIn(stack, {
    email: "admin@globex.test",
    password: demoPassword,
    orgSlug: "globex",
  });
  const tomorrow = new Date(Date.now() + 2 * day).toISOString().slice(0, 10);
  const { schedule, decision } = await book(globex, phone, `${tomorrow}T08:00:00Z`);
  say(`1. admin@globex.test booked a patient in Pennsylvania for ${schedule.scheduled_at}, night there.`);
  say(`   It is taken, and waits until ${schedule.not_before}: ${decision.sentence}`);
  for (const rule of decision.rules) say(`   Rule ${rule.id} (${rule.source})`);
  if (decision.outcome !== "defer" || schedule.not_before === null) {
    throw new DemoFailure("a call at night was not told to wait");
  }
  await takeAnswer(
    globex.api.POST("/call-scheduling/{org_slug}/call-schedules/{id}/cancel", {
      params: { path: { ...globex.organization, id: schedule.id } },
    }),
  );
}

async function askNotToBeCalled(
  stack: DemoStack,
  phone: string,
  say: (line?: string) => void,
): Promise<void> {
  const acme = await signIn(stack, { email: "member@acme.test", password: demoPassword, orgSlug: "acme" });
  const scripted = await fetch(`${stack.bolnaApiUrl}/__simulator/calls/script`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      to: phone,
      outcome: "answered",
      says: ["Who is this?", "Please don't call me again."],
    }),
  });
  await scripted.body?.cancel();
  if (!scripted.ok) throw new DemoFailure("the simulated patient could not be told what to say");

  const { schedule: call } = await book(acme, phone, new Date(Date.now() + 2000).toISOString());
  const nextWeek = new Date(Date.now() + 7 * day).toISOString();
  const { schedule: later } = await book(acme, phone, nextWeek);
  say("2. acme calls the patient now, and has booked another call for next week.");
  await waitForCall(acme, call.id, isOver);
  say('   In the call the patient said: "Please don\'t call me again."');

  const withdrawn = await waitUntil("the other call being withdrawn", async () => {
    const { now } = await explain(acme, later.id);
    return now.code === "opted_out" ? now : undefined;
  });
  say(`3. Next week's call is withdrawn. Asked why, it says: ${withdrawn.sentence}`);
  const again = await acme.api.POST("/call-scheduling/{org_slug}/call-schedules", {
    params: { path: acme.organization },
    body: await bookingOf(acme, phone, nextWeek),
  });
  if (again.response.status !== 422) {
    throw new DemoFailure("a number that asked not to be called was booked again");
  }
  say(`   Booked again it is refused (${again.error?.code}): ${again.error?.details}`);
}

function explain({ api, organization }: Caller, id: string) {
  return takeAnswer(
    api.GET("/call-scheduling/{org_slug}/call-schedules/{id}/explain", {
      params: { path: { ...organization, id } },
    }),
  );
}

async function book(caller: Caller, phone: string, at: string) {
  return await takeAnswer(
    caller.api.POST("/call-scheduling/{org_slug}/call-schedules", {
      params: { path: caller.organization },
      body: await bookingOf(caller, phone, at),
    }),
  );
}

async function bookingOf(caller: Caller, phone: string, at: string) {
  return {
    agent_id: await caller.findAgent(),
    contact_id: "demo-patient",
    contact_name: "Ann Miller",
    contact_phone: phone,
    scheduled_at: at,
    purpose: "service" as const,
  };
}
