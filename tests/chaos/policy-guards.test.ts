import { book, organizationAt, pauseOrganization, resolve } from "../../local/chaos/acts.ts";
import { calmDown, tick } from "../../local/chaos/calm-down.ts";
import * as policy from "../../local/chaos/policy-acts.ts";
import { startChaosDatabase } from "../../local/chaos/start-chaos-database.ts";
import { breakAll, breakFunction, breakView, dropTrigger } from "../../local/chaos/take-guard-away.ts";
import { pickAttempt } from "../../local/chaos/tool-acts.ts";
import { useTool } from "../../local/chaos/tool-workloads.ts";
import { execute } from "../../local/chaos/workloads.ts";
import type { World } from "../../local/chaos/world.ts";
import { type Guard, testGuards } from "./guard.ts";

// As guards.test.ts: what holds the promises about the calling policy. Each history begins on a Friday at 04:00 UTC, midnight has
// just gone by in Pennsylvania, where number 1 rings.

const db = await startChaosDatabase();
const { sql } = db;
const ours = { organization: 0 };
const plain = {
  ...ours,
  week: "always",
  caps: [],
  countries: null,
  gapMinutes: 0,
  closed: undefined,
} as const;
const oneADay = [{ calls: 1, per: "24 hours" }] as const;

const guards: Guard[] = [
  {
    name: "the hours in the judge, a call leaves at night",
    breaks: /dialled only within the hours/,
    remove: () =>
      breakFunction(sql, "private.judge_hours", "elsif not (w.demands ->> 'hours')::boolean then", "else"),
    history: async (world) => {
      await policy.loosen(world, { ...ours, on: false });
      await bookDue(world);
      await tick(world);
    },
  },
  {
    name: "the zones together, a number of two zones is rung where it is too early",
    breaks: /dialled only within the hours/,
    remove: () =>
      breakFunction(
        sql,
        "private.compute_spans",
        "range_intersect_agg(open) as open",
        "range_agg(open) as open",
      ),
    history: async (world) => {
      await policy.loosen(world, { ...ours, on: false });
      // Half past eight in New York, half past seven in Chicago.
      await world.pass(9.5 * 3600);
      await bookDue(world, { number: 4 });
      await tick(world);
    },
  },
  {
    name: "the organisation's week, a call leaves outside it",
    breaks: /dialled only within the hours/,
    remove: () =>
      breakFunction(sql, "private.hours_on", "p.org_id = p_org_id and p.week is not null", "false"),
    history: async (world) => {
      await policy.putPolicy(world, { ...plain, week: "office" });
      await bookDue(world);
      await tick(world);
    },
  },
  {
    name: "the blackouts, a call leaves on a day of mourning",
    breaks: /dialled only within the hours/,
    remove: () =>
      breakFunction(
        sql,
        "private.compute_spans",
        "tstzmultirange(tstzrange(p_from, p_to)) - c.during",
        "tstzmultirange(tstzrange(p_from, p_to))",
      ),
    history: async (world) => {
      await policy.proclaim(world, { jurisdiction: "US-PA", inSeconds: -60, seconds: 50_000 });
      await bookDue(world);
      await tick(world);
    },
  },
  {
    name: "the windows' end with a policy, a call leaves by the old one",
    breaks: /dialled only within the hours/,
    remove: () =>
      breakAll(
        breakFunction(
          sql,
          "private.follow_calling_policy",
          "delete from private.calling_windows w where w.org_id = changed;",
          "",
        ),
        breakFunction(
          sql,
          "private.call_terms",
          "terms.policy_at := case when of.has_rules then of.policy_at end;",
          "terms.policy_at := null;",
        ),
      ),
    history: async (world) => {
      await makeOneCall(world);
      await policy.putPolicy(world, { ...plain, week: "office" });
      await bookDue(world);
      await tick(world);
    },
  },
  {
    name: "the caps, a number is called twice a day",
    breaks: /more often than its caps/,
    remove: () =>
      breakFunction(sql, "private.judge_caps", "if cap.calls = 0 or nth is not null then", "if false then"),
    history: async (world) => {
      await policy.putPolicy(world, { ...plain, caps: oneADay });
      await makeOneCall(world);
      await bookDue(world);
      await tick(world);
    },
  },
  {
    name: "the count of what rang and was not answered, a number is called twice a day",
    breaks: /more often than its caps/,
    remove: () =>
      breakView(
        sql,
        "private.rung_attempts",
        /outcome <> ALL \(ARRAY\['refused'.*?\]\)/,
        "outcome = 'completed' and answered",
      ),
    history: async (world) => {
      await policy.putPolicy(world, { ...plain, caps: oneADay });
      await makeOneCall(world, "busy");
      await bookDue(world);
      await tick(world);
    },
  },
  {
    name: "the count of what was never heard of again, a number whose call was lost is called twice a day",
    breaks: /more often than its caps/,
    remove: () =>
      breakView(
        sql,
        "private.rung_attempts",
        /outcome <> ALL/,
        "outcome = 'completed' and outcome <> ALL",
      ),
    history: async (world) => {
      await policy.putPolicy(world, { ...plain, caps: oneADay });
      const lost = await bookDue(world, { outcome: "stuck" });
      await tick(world);
      await calmDown(world, 5, { isMended: false });
      await resolve(world, lost);
      await bookDue(world);
      await tick(world);
    },
  },
  {
    name: "the gap, a number is called again at once",
    breaks: /within the gap/,
    remove: () =>
      breakFunction(
        sql,
        "private.judge_caps",
        "if not p_law_alone and (w.demands ->> 'min_gap_minutes')::integer > 0 then",
        "if false then",
      ),
    history: async (world) => {
      await policy.putPolicy(world, { ...plain, gapMinutes: 240 });
      await makeOneCall(world);
      await bookDue(world);
      await tick(world);
    },
  },
  {
    name: "the organisation's list in the judge, a suppressed number is called",
    breaks: /no suppressed number/,
    remove: () => breakFunction(sql, "private.judge_suppression", "if not found then", "if true then"),
    history: async (world) => {
      await suppress(world);
      await bookDue(world).catch(() => {});
      await tick(world);
    },
  },
  {
    name: "the withdrawal, a call waits on for a number that was suppressed",
    breaks: /an opt-out ends what waits/,
    remove: () => dropTrigger(sql, "public.suppressions", "suppressions_withdraw"),
    history: async (world) => {
      await bookDue(world, { dueIn: 7200 });
      await world.pass(60);
      await suppress(world);
    },
  },
  {
    name: "the operator's list in the judge, its number is called",
    breaks: /no suppressed number/,
    remove: () =>
      breakFunction(sql, "private.judge_global_suppression", "elsif exists (", "elsif false and exists ("),
    history: async (world) => {
      await policy.suppressGlobally(world, { number: 1, scope: "all" });
      await bookDue(world).catch(() => {});
      await tick(world);
    },
  },
  {
    name: "the wait for a hash of the operator's list, a call is let through that nobody could compare",
    breaks: /no suppressed number/,
    remove: () =>
      breakFunction(
        sql,
        "private.judge_global_suppression",
        "private.defer('suppressed_global', p_at + interval '1 minute')",
        "null::private.decision",
      ),
    history: async (world) => {
      await policy.suppressGlobally(world, { number: 1, scope: "all" });
      const { id } = await bookDue(world, { isUnread: true });
      await world.finish([world.start("execute", execute(id, organizationAt(0).adminId))]);
    },
  },
  {
    name: "the consent in the judge, somebody is sold to who agreed to nothing",
    breaks: /without the consent/,
    remove: () => breakFunction(sql, "private.judge_consent", "if p_consent is null then", "if true then"),
    history: async (world) => {
      await askRegistry(world);
      await bookDue(world, { purpose: "marketing" }).catch(() => {});
      await tick(world);
    },
  },
  {
    name: "the withdrawal of a consent, somebody is sold to who agrees no more",
    breaks: /without the consent/,
    remove: () =>
      breakFunction(
        sql,
        "private.judge_consent",
        "when w.revoked_at is not null then 'consent_revoked'",
        "when false then 'consent_revoked'",
      ),
    history: async (world) => {
      await askRegistry(world);
      await consent(world);
      await bookDue(world, { purpose: "marketing", dueIn: 600 });
      await policy.revokeConsent(world, { ...ours, which: 0 });
      await world.pass(620);
      await tick(world);
    },
  },
  {
    name: "the registry in the judge, somebody is sold to whom nobody looked up",
    breaks: /its registry lists or was not asked/,
    remove: () =>
      breakFunction(sql, "private.judge_registries", "elsif p_purpose = 'marketing'", "elsif false"),
    history: async (world) => {
      await consent(world);
      await bookDue(world, { purpose: "marketing" });
      await tick(world);
    },
  },
  {
    name: "the agent's opening in the judge, somebody is not told that a machine speaks",
    breaks: /does not say what it must/,
    remove: () =>
      breakFunction(
        sql,
        "private.judge_policy",
        "if not calls_by.opening @> (w.demands -> 'opening') then",
        "if false then",
      ),
    history: async (world) => {
      await policy.teachAgent(world, { ...ours, marks: ["say_business"] });
      await bookDue(world).catch(() => {});
      await tick(world);
    },
  },
  {
    name: "the countries in the judge, a number is called in one that is switched off",
    breaks: /only in countries that are switched on/,
    remove: () =>
      breakFunction(
        sql,
        "private.judge_country",
        "if p_org_id is not null and exists (",
        "if false and exists (",
      ),
    history: async (world) => {
      await policy.putPolicy(world, { ...plain, countries: ["GB"] });
      await bookDue(world).catch(() => {});
      await tick(world);
    },
  },
  {
    name: "the deadline in the judge, a call is made too late",
    breaks: /after the deadline/,
    remove: () =>
      breakFunction(
        sql,
        "private.judge_call",
        "if decision.outcome <> 'stop' and s.deadline_at",
        "if false and s.deadline_at",
      ),
    history: async (world) => {
      await pauseOrganization(world, 0, "for a reason");
      await bookDue(world, { deadlineIn: 300 });
      await world.pass(600);
      await pauseOrganization(world, 0, null);
      await tick(world);
    },
  },
  {
    name: "the deadline's own time, a call is missed that could have been made",
    breaks: /what is missed had a deadline and no opening/,
    remove: () =>
      breakFunction(
        sql,
        "private.judge_call",
        "s.deadline_at <= coalesce(greatest(decision.until, p_at), p_at)",
        "s.deadline_at <= p_at + interval '1 day'",
      ),
    history: async (world) => {
      await bookDue(world, { deadlineIn: 40_000 });
      await tick(world);
    },
  },
  {
    name: "the moving when the policy changes, a call waits for what holds no more",
    breaks: /held no longer than its rules ask/,
    remove: () =>
      breakFunction(
        sql,
        "private.move_calls_again",
        "where s.id = any (moved) and s.id = m.id",
        "where false",
      ),
    history: async (world) => {
      await policy.putPolicy(world, { ...plain, week: "office" });
      await bookDue(world);
      await tick(world);
      await policy.putPolicy(world, plain);
      await world.pass(700);
    },
  },
  {
    name: "the list behind the agent's tool, what the agent promised is not kept",
    breaks: /who opts out in a call is on the list/,
    remove: () => breakFunction(sql, "private.hear_wishes", "perform private.keep_suppression(new_one);", ""),
    history: async (world) => {
      await bookDue(world);
      await tick(world);
      await optOut(world);
    },
  },
  {
    name: "the look whether the call is live, a tool acts in one that is over",
    breaks: /a tool acts only in a live call/,
    remove: () => breakFunction(sql, "private.live_attempt", "and t.state <> 'ended'", ""),
    history: async (world) => {
      await makeOneCall(world);
      await optOut(world);
    },
  },
  {
    name: "the ear for a transcript, who asks in words is called again",
    breaks: /who opts out in a call is on the list/,
    remove: () =>
      breakFunction(sql, "public.receive_bolna_event_and_wishes", /perform private\.hear_wishes\(.*?;/s, ""),
    history: async (world) => {
      await bookDue(world, { conversation: "opts out in words" });
      await tick(world);
    },
  },
];

testGuards(db, guards);

function bookDue(world: World, chosen: Partial<Parameters<typeof book>[1]> = {}) {
  return book(world, { ...ours, number: 1, dueIn: -30, outcome: "answered", ...chosen });
}

/** A call that is over. */
async function makeOneCall(world: World, outcome: "answered" | "busy" = "answered"): Promise<void> {
  await bookDue(world, { outcome });
  await tick(world);
  await world.pass(120);
  await tick(world);
}

function suppress(world: World): Promise<void> {
  return policy.suppress(world, { ...ours, number: 1, scope: "all", contactId: undefined, seconds: null });
}

function consent(world: World): Promise<void> {
  return policy.grantConsent(world, {
    ...ours,
    number: 1,
    contactId: "c-1",
    kind: "express_written",
    purposes: ["marketing"],
    artificialVoice: true,
    seconds: 100_000,
  });
}

function askRegistry(world: World): Promise<void> {
  return policy.checkRegistry(world, { registry: "US-DNC", daysAgo: 1, listed: undefined });
}

async function optOut(world: World): Promise<void> {
  const body = { call_ref: await pickAttempt(world, 0), scope: "all" };
  await world.finish([world.start("tool opt_out", (ports) => useTool(ports, "opt_out", body))]);
}
