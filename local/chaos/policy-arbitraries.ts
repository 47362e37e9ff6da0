import fc from "fast-check";
import { Act } from "./act.ts";
import { type Conversation, conversations } from "./conversations.ts";
import * as policy from "./policy-acts.ts";
import { pickAttempt } from "./tool-acts.ts";
import { toolNames, useTool } from "./tool-workloads.ts";

const organization = fc.constantFrom(0, 0, 0, 1);
const which = fc.nat({ max: 7 });

/** The first three mostly, so that they meet. */
export const anyNumber = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 3 }) },
  { weight: 1, arbitrary: fc.integer({ min: 4, max: 6 }) },
);
export const anyPurpose = fc.constantFrom(
  undefined,
  undefined,
  "service" as const,
  "health_reminder" as const,
  "marketing" as const,
  "survey" as const,
  "emergency" as const,
);
export const anyZone = fc.constantFrom(
  undefined,
  undefined,
  undefined,
  undefined,
  "America/Los_Angeles",
  "Asia/Tokyo",
  "Europe/London",
);
export const anyTopic = fc.constantFrom(undefined, undefined, "billing");
/** Seconds behind its time. */
export const anyDeadline = fc.constantFrom(undefined, undefined, undefined, 300, 3600, 40_000, 200_000);
export const anyConversation: fc.Arbitrary<Conversation> = fc.oneof(
  { weight: 4, arbitrary: fc.constant("plain" as const) },
  { weight: 1, arbitrary: fc.constantFrom(...namesOf(conversations)) },
);

const caps = fc.constantFrom<policy.NewPolicy["caps"]>(
  [],
  [],
  [{ calls: 1, per: "24 hours" }],
  [{ calls: 2, per: "24 hours" }],
  [{ calls: 2, per: "7 days" }],
  [{ calls: 1, per: "7 days", scope: "subject" }],
  [{ calls: 3, per: "30 days" }, { calls: 2, per: "24 hours" }],
  [{ calls: 0, per: "24 hours" }],
);

const inSeconds = fc.constantFrom(-3600, 0, 600, 20_000);
const lasting = fc.constantFrom(60, 3600, 50_000, 400_000);

const all = ["say_ai", "say_business", "say_purpose", "say_recorded", "offer_opt_out"];

/** Who opens which hours, and what is said. */
const deciding = [
  fc.record({
    organization,
    week: fc.constantFrom(
      "always" as const,
      "always" as const,
      "all but an hour" as const,
      "all but an hour" as const,
      "all but Saturday" as const,
      "office" as const,
      "evening" as const,
      "never" as const,
    ),
    caps,
    countries: fc.constantFrom(null, null, null, null, ["US"], ["GB", "AU"]),
    gapMinutes: fc.constantFrom(0, 0, 0, 10, 240, 1500),
    closed: fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.record({ inSeconds, seconds: lasting }) },
    ),
  }).map((chosen) => new Act("put policy", chosen, "free", policy.putPolicy)),
  fc.record({ organization, on: fc.constantFrom(true, true, false) }).map((chosen) =>
    new Act("loosen", chosen, "free", policy.loosen)
  ),
  fc.record({
    jurisdiction: fc.constantFrom(undefined, undefined, null, "US", "US-PA", "GB"),
    inSeconds,
    seconds: lasting,
  }).map((chosen) => new Act("proclaim", chosen, "free", policy.proclaim)),
  fc.record({
    organization,
    marks: fc.constantFrom(null, all, all, all, ["say_ai"], ["say_ai", "say_business"]),
  }).map((
    chosen,
  ) => new Act("teach agent", chosen, "free", policy.teachAgent)),
  fc.constant(new Act("cron", {}, "free", policy.cronMinute)),
];

/** Whom nobody calls. */
const suppressing = [
  fc.record({
    organization,
    number: anyNumber,
    scope: fc.constantFrom("all" as const, "marketing" as const, "topic" as const),
    contactId: fc.constantFrom(undefined, undefined, "c-1", "1001"),
    seconds: fc.constantFrom(null, null, 3600, 100_000),
  }).map((chosen) => new Act("suppress", chosen, "free", policy.suppress)),
  fc.record({ organization, which }).map((chosen) =>
    new Act("lift suppression", chosen, "free", policy.liftSuppression)
  ),
  fc.record({ organization, which }).map((chosen) =>
    new Act("lift suppression", chosen, "free", policy.liftSuppression)
  ),
  fc.record({
    number: anyNumber,
    scope: fc.constantFrom("all" as const, "marketing" as const, undefined, undefined),
  })
    .map((chosen) => new Act("operator's list", chosen, "free", policy.suppressGlobally)),
];

/** By whose leave. */
const consenting = [
  fc.record({
    organization,
    number: anyNumber,
    contactId: fc.constantFrom("c-1", "c-2", "c-3", "1001", "1002"),
    kind: fc.constantFrom("express_written" as const, "express" as const, "imported_unproven" as const),
    purposes: fc.constantFrom(["marketing"], ["marketing", "survey"], ["service"]),
    artificialVoice: fc.constantFrom(true, true, false),
    seconds: fc.constantFrom(3600, 100_000, 10_000_000),
  }).map((chosen) => new Act("grant consent", chosen, "free", policy.grantConsent)),
  fc.record({ organization, which }).map((chosen) =>
    new Act("revoke consent", chosen, "free", policy.revokeConsent)
  ),
  fc.record({
    registry: fc.constantFrom(...policy.registries),
    daysAgo: fc.constantFrom(0, 27, 40),
    listed: fc.constantFrom(undefined, undefined, 1, 5),
  }).map((chosen) => new Act("ask registry", chosen, "free", policy.checkRegistry)),
];

/** What the agent does in a call, and what somebody tries who knows the reference of one that is over. */
const speaking = fc.record({
  which,
  tool: fc.constantFrom(...toolNames),
  scope: fc.constantFrom(undefined, "all", "marketing", "topic", "%(scope)s"),
  when: fc.constantFrom(
    "tomorrow 17:00",
    "in two hours",
    "in 10 minutes",
    "gibberish",
    "2028-01-15T15:00:00Z",
    "%(when)s",
  ),
  timezone: fc.constantFrom(undefined, "America/Chicago", "Mars/Olympus"),
  order: fc.nat({ max: 0xffff }),
  fate: fc.oneof(
    fc.constant(undefined),
    fc.record({ step: fc.nat({ max: 4 }), when: fc.constantFrom("before" as const, "after" as const) }),
  ),
}).map(({ when, ...chosen }) =>
  new Act(
    "use tool",
    { ...chosen, moment: when },
    "free",
    async (world, { which, tool, order, fate, ...said }) => {
      const attempt = await pickAttempt(world, which);
      if (attempt === undefined) return;
      world.conductor.reseed(order);
      world.tally.add("tools");
      const { scope, moment, timezone } = said;
      const body = { call_ref: attempt, scope, when: moment, timezone };
      await world.finish([world.start(`tool ${tool}`, (ports) => useTool(ports, tool, body), fate)]);
    },
  )
);

/** What the calling policy adds to the acts. */
export const policyActs = [
  ...deciding,
  ...deciding,
  ...suppressing,
  ...consenting,
  speaking,
  speaking,
  speaking,
];

export interface FirstPolicy {
  /** Calls leave at any hour, as often as one likes, but for what the organisations say themselves. */
  isLoosened: boolean;
  /** Everybody has agreed to everything, and the registries know nobody. */
  isConsented: boolean;
  /** The hour of that Friday, UTC, at which the history begins. */
  startHour: number;
}

export const firstPolicy: fc.Arbitrary<FirstPolicy> = fc.record({
  isLoosened: fc.constantFrom(true, true, true, false),
  isConsented: fc.constantFrom(true, false, false),
  startHour: fc.constantFrom(4, 14, 19, 23),
});

function namesOf<Name extends string>(record: Readonly<Record<Name, unknown>>): Name[] {
  const names: Name[] = [];
  for (const name in record) names.push(name);
  return names;
}
