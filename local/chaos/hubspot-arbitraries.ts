import fc from "fast-check";
import type { Fault } from "../simulators/hubspot/faults.ts";
import { Act } from "./act.ts";
import { syncTick } from "./calm-down.ts";
import * as hubspot from "./hubspot-acts.ts";
import * as rules from "./rule-acts.ts";
import * as work from "./workloads.ts";

const organization = fc.constantFrom(0, 0, 0, 1);
const which = fc.nat({ max: 3 });
const order = fc.nat({ max: 0xffff });

/** One of three workers lives. */
const fate = fc.oneof(
  { arbitrary: fc.constant(undefined), weight: 1 },
  {
    weight: 2,
    arbitrary: fc.record({
      step: fc.nat({ max: 30 }),
      when: fc.constantFrom("before" as const, "after" as const),
      frozenSeconds: fc.constantFrom(undefined, undefined, 5, 60, 900),
    }),
  },
);

const rule = fc.record({
  organization: fc.constantFrom(0, 0, 0, 1),
  kind: fc.constantFrom(
    "checkup_threshold" as const,
    "checkup_threshold" as const,
    "periodic" as const,
    "custom" as const,
  ),
  days: fc.constantFrom(5, 5, 1, 30),
  most: fc.constantFrom(100, 100, 1),
  purpose: fc.constantFrom(undefined, undefined, undefined, "service" as const, "marketing" as const),
});

const syncing = [
  fc.constant(new Act("sync tick", {}, "free", syncTick)),
  fc.record({ workers: fc.integer({ min: 1, max: 2 }), order, fate }).map((chosen) =>
    new Act("sync", chosen, "free", async (world, { workers, order, fate }) => {
      world.conductor.reseed(order);
      world.tally.add("syncs", workers);
      const started = Array.from(
        { length: workers },
        (_, index) => world.start(`sync ${index}`, work.syncOnce, index === 0 ? fate : undefined),
      );
      await world.finish(started, 20);
    })
  ),
  fc.record({ organization }).map((chosen) =>
    new Act(
      "ask for a reading",
      chosen,
      "free",
      (world, { organization }) => hubspot.requestSync(world, organization),
    )
  ),
];

const ruling = [
  rule.map((chosen) => new Act("create rule", chosen, "free", rules.createRule)),
  fc.record({ which, on: fc.boolean() }).map((chosen) =>
    new Act("switch rule", chosen, "free", (world, { which, on }) => rules.switchRule(world, which, on))
  ),
  fc.record({ which }).map((chosen) =>
    new Act("delete rule", chosen, "free", (world, { which }) => rules.deleteRule(world, which))
  ),
];

const editing = fc.record({
  organization,
  which,
  edit: fc.constantFrom<hubspot.Edit>(
    "name",
    "number",
    "seen today",
    "seen long ago",
    "seen another day",
    "flag",
    "unflag",
    "moves west",
    "moves to London",
    "lives by Chicago's clock",
    "comes home",
  ),
}).map((chosen) => new Act("edit contact", chosen, "free", hubspot.editContact));

const people = [
  editing,
  editing,
  fc.record({ organization, which }).map((chosen) =>
    new Act("delete contact", chosen, "free", hubspot.deleteContact)
  ),
  fc.record({ organization, which, into: fc.nat({ max: 3 }) }).map((chosen) =>
    new Act("merge contacts", chosen, "free", hubspot.mergeContacts)
  ),
];

const settings = [
  fc.record({
    organization,
    hours: fc.constantFrom(["00:00", "24:00"], ["09:00", "18:00"], ["13:00", "14:00"], ["02:00", "03:00"]),
  }).map(({ organization, hours: [from = "", to = ""] }) =>
    new Act("set calling hours", { organization, from, to }, "free", hubspot.setHours)
  ),
  fc.record({ organization, calls: fc.constantFrom(null, 0, 1, 2, 5) }).map((chosen) =>
    new Act(
      "set daily quota",
      chosen,
      "free",
      (world, { organization, calls }) => hubspot.setQuota(world, organization, calls),
    )
  ),
];

const faultNames = [
  "500",
  "502-before-commit",
  "502-after-commit",
  "drop-before-commit",
  "drop-after-commit",
  "slow",
  "broken-json",
  "429",
  "423",
  "477",
  "403",
] as const satisfies Fault["fault"][];

const fault = fc.record({
  organization: fc.constantFrom(0, 0, 0, 0, 0, 1),
  fault: fc.constantFrom(...faultNames),
  on: fc.constantFrom(
    undefined,
    undefined,
    undefined,
    "read-contact",
    "create-call",
    "create-call",
    "patch-contact",
    "search-contact",
    "list-associations",
  ),
  times: fc.integer({ min: 1, max: 4 }),
  seconds: fc.constantFrom(3, 20, 60),
  policy: fc.constantFrom("SECONDLY" as const, "TEN_SECONDLY_ROLLING" as const, "DAILY" as const),
}).map((chosen) => new Act("HubSpot fault", chosen, "free", hubspot.addHubspotFault));

const trouble = [
  fault,
  fault,
  fault,
  fc.record({ times: fc.integer({ min: 1, max: 6 }) }).map((chosen) =>
    new Act("HubSpot unreachable", chosen, "free", hubspot.refuseHubspotConnections)
  ),
  fc.record({ on: fc.constantFrom(true, false, false, false) }).map((chosen) =>
    new Act("HubSpot down", chosen, "free", hubspot.hubspotDown)
  ),
  fc.record({
    organization,
    requestsPerTenSeconds: fc.constantFrom(100, 3),
    requestsPerDay: fc.constantFrom(250_000, 30),
    searchesPerSecond: fc.constantFrom(5, 0),
  }).map((chosen) => new Act("HubSpot limits", chosen, "free", hubspot.limitHubspot)),
];

const connecting = [
  fc.record({ organization }).map((chosen) =>
    new Act(
      "rotate token",
      chosen,
      "free",
      (world, { organization }) => hubspot.rotateToken(world, organization),
    )
  ),
  fc.record({ organization }).map((chosen) =>
    new Act("put token", chosen, "free", (world, { organization }) => hubspot.putToken(world, organization))
  ),
  fc.record({ organization: fc.constantFrom(0, 1) }).map((chosen) =>
    new Act(
      "disconnect HubSpot",
      chosen,
      "free",
      (world, { organization }) => hubspot.disconnect(world, organization),
    )
  ),
];

export interface FirstConnection {
  isConnected: boolean;
  rules: rules.NewRule[];
}

/** How it stands with HubSpot before a run begins. */
export const firstConnection: fc.Arbitrary<FirstConnection> = fc.record({
  isConnected: fc.constantFrom(true, true, true, false),
  rules: fc.array(rule, { minLength: 1, maxLength: 2 }),
});

/** What HubSpot adds to the acts. */
export const hubspotActs = [
  ...syncing,
  ...syncing,
  ...syncing,
  ...ruling,
  ...people,
  ...settings,
  ...trouble,
  ...connecting,
];
