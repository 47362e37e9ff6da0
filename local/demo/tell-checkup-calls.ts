import type { CallSchedule, Contact, RuleVerdict } from "../openapi/api.types.ts";
import { DemoFailure } from "./demo-failure.ts";
import { type DuePatient, openDemoHubspot } from "./demo-hubspot.ts";
import { isOver, readLastAttempt, waitForCall, waitUntil } from "./follow-call.ts";
import { seeWriteBack } from "./see-write-back.ts";
import { type Caller, demoPassword, type DemoStack, signIn } from "./sign-in.ts";
import { takeAnswer, takePages } from "./take-answer.ts";

const ruleName = "Demo: check-up reminder";
const thresholdDays = 5;
/** The demo may be run on an organisation with real contacts: this many calls may be planned at most. */
const mostCalls = 5;
const shownLines = 6;

type Say = (line?: string) => void;

/**
 * Calls that are due by a check-up, step by step, through the public API alone: contacts are read from HubSpot, a rule says
 * who is to be called, the calls are planned, the first is placed and completed, and HubSpot has it. The rule is gone at the
 * end, and what it planned with it. Throws DemoFailure unless all of it really happened.
 */
export async function tellCheckupCalls(stack: DemoStack, say: Say): Promise<void> {
  const caller = await signIn(stack, { email: "admin@acme.test", password: demoPassword, orgSlug: "acme" });
  say("Calls that are due by a check-up date in HubSpot");
  say("1. admin@acme.test signed in to the organisation acme.");

  const patients = stack.hubspotIsSimulated ? await openDemoHubspot(stack).enterDuePatients() : [];
  for (const { name, checkupOn } of patients) say(`   In HubSpot: ${name}, last check-up on ${checkupOn}.`);

  say("2. Reading the contacts from HubSpot.");
  const contacts = await syncUntilThere(caller, patients);
  say(`   ${contacts.length} contacts of acme are cached.`);

  // Of a demo that was killed.
  for (const rule of await readRules(caller)) {
    if (rule.rule_name === ruleName) await deleteRule(caller, rule.id);
  }
  const ruleId = await createRule(caller, await caller.findAgent());
  let planned: CallSchedule[];
  try {
    planned = await tellRule(stack, caller, ruleId, say);
  } finally {
    await deleteRule(caller, ruleId);
  }
  for (const { id } of planned) await waitForCall(caller, id, isOver);
  say("8. The rule is deleted, and the calls that it had planned are withdrawn.");
  say("\nDone: found in HubSpot, planned, called, written back.");
}

async function tellRule(
  stack: DemoStack,
  caller: Caller,
  ruleId: string,
  say: Say,
): Promise<CallSchedule[]> {
  const { api, organization } = caller;
  say(
    `3. Made a rule: call whoever was last seen ${thresholdDays} or more days ago, ${mostCalls} a day at most.`,
  );
  const { would_call, would_not_call } = await takeAnswer(
    api.POST("/call-scheduling/{org_slug}/rules/{id}/preview", {
      params: { path: { ...organization, id: ruleId } },
    }),
  );
  say("   It would call");
  showVerdicts(would_call, say);
  say("   and not");
  showVerdicts(would_not_call, say);
  if (would_call.length === 0) {
    const others = (await readRules(caller)).filter(({ id, is_active }) => is_active && id !== ruleId);
    const names = others.map(({ rule_name }) => `"${rule_name}"`).join(", ");
    throw new DemoFailure(
      `the rule would call nobody${
        names && `; ${names} may plan these calls already: switch it off for the demo`
      }`,
    );
  }

  say("4. Syncing again: the rules are evaluated after it.");
  await sync(caller);
  const planned = await readCallsOfRule(caller, ruleId);
  const [first] = planned;
  if (first === undefined) throw new DemoFailure("the rule planned no call");
  for (const call of planned) say(`   ${call.contact_name} at ${call.scheduled_at}: ${call.call_status}`);

  say("5. Waiting for the scheduler to place the first. Nobody rings the sweep by hand.");
  const placed = await waitForCall(caller, first.id, ({ bolna_call_id }) => bolna_call_id !== null);
  const { placedAt } = await readLastAttempt(caller, first.id);
  say(`   Bolna took it as ${placed.bolna_call_id}.`);
  const plannedAt = new Date(first.scheduled_at);
  if (placedAt < plannedAt) throw new DemoFailure("the call left before its time");
  if (stack.hubspotIsSimulated) {
    const wasRead = await openDemoHubspot(stack).wasRead(first.contact_id, plannedAt);
    if (!wasRead) throw new DemoFailure("HubSpot was not asked for the contact just before");
    say("   HubSpot was asked for the contact once more just before.");
  }
  const ended = await waitForCall(caller, first.id, isOver);
  say(`   ${ended.call_status}: ${ended.status_reason}`);
  if (ended.call_status !== "completed") throw new DemoFailure(`the call ended as ${ended.call_status}`);

  say("6. Waiting for HubSpot to have it.");
  say(`   ${await seeWriteBack(stack, caller, first)}`);

  const { statistics } = await takeAnswer(
    api.GET("/call-scheduling/{org_slug}/call-schedules/statistics", { params: { path: organization } }),
  );
  say(`7. Check-up compliance of acme: ${JSON.stringify(statistics.checkup_compliance)}`);
  return planned;
}

async function createRule({ api, organization }: Caller, agentId: string): Promise<string> {
  const { rule } = await takeAnswer(
    api.POST("/call-scheduling/{org_slug}/rules", {
      params: { path: organization },
      body: {
        rule_name: ruleName,
        rule_type: "checkup_threshold",
        agent_id: agentId,
        checkup_threshold_days: thresholdDays,
        max_calls_per_day: mostCalls,
        call_topic: "checkup_reminder",
      },
    }),
  );
  return rule.id;
}

async function deleteRule({ api, organization }: Caller, id: string): Promise<void> {
  await takeAnswer(
    api.DELETE("/call-scheduling/{org_slug}/rules/{id}", { params: { path: { ...organization, id } } }),
  );
}

/** HubSpot's search shows an edit some seconds late: contacts are read until these are as they were entered. */
async function syncUntilThere(caller: Caller, patients: DuePatient[]): Promise<Contact[]> {
  return await waitUntil("the edit showing in HubSpot's search", async () => {
    await sync(caller);
    const contacts = await readContacts(caller);
    const isThere = ({ contactId, checkupOn }: DuePatient) =>
      contacts.some(({ contact_id, last_checkup_date }) =>
        contact_id === contactId && last_checkup_date === checkupOn
      );
    return patients.every(isThere) ? contacts : undefined;
  });
}

async function sync({ api, organization }: Caller): Promise<void> {
  await waitUntil("the end of the sync", async () => {
    const answer = await takeAnswer(
      api.POST("/call-scheduling/{org_slug}/contacts/sync", {
        params: { path: organization, query: { wait: "true" } },
      }),
    );
    return "finished" in answer ? answer : undefined;
  });
}

async function readRules({ api, organization }: Caller) {
  const pages = await takePages((query) =>
    takeAnswer(api.GET("/call-scheduling/{org_slug}/rules", { params: { path: organization, query } }))
  );
  return pages.flatMap(({ rules }) => rules);
}

async function readContacts({ api, organization }: Caller): Promise<Contact[]> {
  const pages = await takePages((query) =>
    takeAnswer(api.GET("/call-scheduling/{org_slug}/contacts", { params: { path: organization, query } }))
  );
  return pages.flatMap(({ contacts }) => contacts);
}

/** In the order of their times. */
async function readCallsOfRule({ api, organization }: Caller, ruleId: string): Promise<CallSchedule[]> {
  const from = new Date(Date.now() - 600_000).toISOString();
  const { schedules } = await takeAnswer(
    api.GET("/call-scheduling/{org_slug}/call-schedules", {
      params: { path: organization, query: { limit: 200, from } },
    }),
  );
  return schedules.filter(({ rule_id }) => rule_id === ruleId);
}

function showVerdicts(verdicts: RuleVerdict[], say: Say): void {
  for (const { contact_name, reason } of verdicts.slice(0, shownLines)) {
    say(`     ${contact_name}: ${reason}`);
  }
  if (verdicts.length > shownLines) say(`     and ${verdicts.length - shownLines} more.`);
  if (verdicts.length === 0) say("     nobody.");
}
