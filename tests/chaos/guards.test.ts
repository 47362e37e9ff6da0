import { book, organizationAt, pauseOrganization } from "../../local/chaos/acts.ts";
import { tick } from "../../local/chaos/calm-down.ts";
import { startChaosDatabase } from "../../local/chaos/start-chaos-database.ts";
import { breakAll, breakFunction, breakView, dropIndex } from "../../local/chaos/take-guard-away.ts";
import { execute, sweepOnce } from "../../local/chaos/workloads.ts";
import type { World } from "../../local/chaos/world.ts";
import { type Guard, testGuards } from "./guard.ts";
import { takeUnknownForNotSent } from "./take-unknown-for-not-sent.ts";

// Each guard is taken away once, and the promise it holds must be seen to break; with it, the same history is sound.

const db = await startChaosDatabase();

const guards: Guard[] = [
  {
    name: "the unique index on live numbers, two calls to one number go out together",
    breaks: /one live attempt for a schedule and a number/,
    remove: () => dropIndex(db.sql, "call_attempts_one_live_per_number"),
    history: async (world) => {
      await bookDue(world);
      await bookDue(world);
      await tick(world);
    },
  },
  {
    name: "the lease's way into unknown (a reaper that makes dead claims due again), a call is made twice",
    breaks: /Bolna's calls and our attempts are the same/,
    remove: () =>
      breakFunction(
        db.sql,
        "public.begin_sweep",
        /public\.record_call_unknown\(dead\.id, null, (.*?)\)(?= ->>)/s,
        "public.record_call_not_sent(dead.id, null, $1, 0)",
      ),
    history: dieAfterPosting,
  },
  {
    name: "the lease, a dead worker's call is lost without a word",
    breaks: /every call ends, waits or is flagged|the world comes to rest/,
    remove: () => breakFunction(db.sql, "public.begin_sweep", "t.state = 'placing'", "t.state = 'ended'"),
    history: dieAfterPosting,
  },
  {
    name: "the class of unknown outcomes (taken for not sent), one number is rung by two calls",
    breaks: /one live call for a number|Bolna's calls and our attempts are the same/,
    sabotage: { calls: takeUnknownForNotSent },
    history: async (world) => {
      world.bolna.addFault({ fault: "accept-then-502", times: 1 });
      world.mailbox.hold(true);
      await bookDue(world);
      await tick(world);
      await world.pass(15);
      await tick(world);
    },
  },
  {
    name: "the four complete listings, a call that Bolna lists late is held to be absent",
    breaks: /Bolna's calls and our attempts are the same|no unexpected error/,
    remove: () =>
      breakFunction(
        db.sql,
        "public.record_absence",
        /is_old and p_complete and .*? >= 4/,
        "p_complete",
      ),
    history: async (world) => {
      world.bolna.addFault({ fault: "accept-then-drop", times: 1 });
      world.bolna.addFault({ fault: "list-misses-fresh", times: 1, seconds: 60 });
      world.mailbox.hold(true);
      await bookDue(world);
      await tick(world);
      await world.pass(31);
      await tick(world);
    },
  },
  {
    name: "the organisation's switch in the claim, a call goes out while calling is paused",
    breaks: /dialled only while allowed/,
    remove: () =>
      breakAll(
        breakFunction(db.sql, "public.claim_due_calls", "o.calling_paused_reason is null", "true"),
        breakFunction(
          db.sql,
          "private.first_waiting_organizations",
          "o.calling_paused_reason is null",
          "true",
        ),
        breakView(
          db.sql,
          "private.claimable_organizations",
          /\(?o\.calling_paused_reason IS NULL\)?/g,
          "true",
        ),
        breakFunction(db.sql, "private.judge_organization", "org.calling_paused_reason is not null", "false"),
      ),
    history: async (world) => {
      await bookDue(world);
      await pauseOrganization(world, 0, "for a reason");
      await tick(world);
      await world.finish([world.start("sweep", sweepOnce)]);
    },
  },
  {
    name: "the cap in the claim, more lines are used than the organisation has",
    breaks: /live calls within the cap/,
    remove: () =>
      breakView(
        db.sql,
        "private.organization_lines",
        /SELECT count\(\*\) AS count/g,
        "SELECT 0 * count(*) AS count",
      ),
    history: async (world) => {
      for (const number of [1, 2, 3]) await bookDue(world, number);
      await tick(world);
      for (const number of [4, 5, 6]) await bookDue(world, number);
      await world.finish([world.start("sweep", sweepOnce)]);
    },
  },
  {
    name: "the time in the claim, a call goes out early",
    breaks: /dialled only when due/,
    remove: () =>
      breakAll(
        breakFunction(
          db.sql,
          "private.first_waiting_organizations",
          "s.dial_after <= now_is and",
          "s.dial_after is not null and",
        ),
        breakFunction(db.sql, "private.pick_due_calls", "and c.dial_after <= now_is", ""),
        breakFunction(
          db.sql,
          "private.keep_claimable_calls",
          "and c.dial_after <= now_is",
          "",
        ),
        breakFunction(db.sql, "private.take_calls", "and s.dial_after <= now_is", ""),
        breakFunction(db.sql, "private.judge_time", "greatest(s.due_at, s.retry_at) > p_at", "false"),
      ),
    history: async (world) => {
      await book(world, { organization: 0, number: 1, dueIn: 600, outcome: "answered" });
      await world.finish([world.start("sweep", sweepOnce)]);
    },
  },
];

testGuards(db, guards);

function bookDue(world: World, number = 1) {
  return book(world, { organization: 0, number, dueIn: -30, outcome: "answered" });
}

/** Bolna has the call, its webhooks are lost, and the worker dies before it has written anything down. */
async function dieAfterPosting(world: World): Promise<void> {
  world.mailbox.hold(true);
  const { id } = await bookDue(world);
  const { adminId } = organizationAt(0);
  await world.finish([world.start("execute", execute(id, adminId), { step: 3, when: "after" })]);
  await world.pass(40);
}
