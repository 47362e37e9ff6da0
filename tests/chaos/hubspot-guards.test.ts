import { execute, sweepOnce, syncOnce } from "../../local/chaos/workloads.ts";
import { listCalls, organizationAt } from "../../local/chaos/acts.ts";
import { syncTick, tick } from "../../local/chaos/calm-down.ts";
import * as hubspot from "../../local/chaos/hubspot-acts.ts";
import { patientId, phoneAt } from "../../local/chaos/patients.ts";
import { createRule, switchRule } from "../../local/chaos/rule-acts.ts";
import { startChaosDatabase } from "../../local/chaos/start-chaos-database.ts";
import {
  breakAll,
  breakFunction,
  breakView,
  dropIndex,
  dropTrigger,
} from "../../local/chaos/take-guard-away.ts";
import type { World } from "../../local/chaos/world.ts";
import { type Guard, testGuards } from "./guard.ts";

// As guards.test.ts: what holds the promises about rules, the last look, the judge and write-back.

const db = await startChaosDatabase();
const { sql } = db;
const ours = { organization: 0 };
const notAnswered = {
  outcome: "no-answer",
  talkSeconds: 0,
  completedAfterSeconds: 5,
  rescheduledSeconds: 0,
} as const;

const guards: Guard[] = [
  {
    name: "the calling hours in the judge, a rule's call leaves at night",
    breaks: /a rule's call leaves within the calling hours/,
    remove: () =>
      breakFunction(
        sql,
        "private.judge_time",
        "private.calling_hours_begin_at(s.org_id, p_at)",
        "null::timestamptz",
      ),
    history: async (world) => {
      await plan(world);
      // The calls of the day are left; nobody sweeps before the night.
      await world.pass(11 * 3600);
      await tick(world);
    },
  },
  {
    name: "the last look, a rule's call goes by what was read hours ago",
    breaks: /a rule's call leaves only after a look/,
    remove: () => breakFunction(sql, "private.looks_first", /s\.rule_id is not null or/, ""),
    history: async (world) => {
      await plan(world);
      await tick(world);
    },
  },
  {
    name: "what the look keeps of a contact, somebody is dialled who was flagged",
    breaks: /nobody is dialled who was flagged/,
    remove: () =>
      breakFunction(
        sql,
        "private.keep_looked_contact",
        "perform private.save_contacts(s.org_id, jsonb_build_array(contact));",
        "",
      ),
    history: async (world) => {
      await plan(world);
      await editAll(world, "flag");
      await tick(world);
    },
  },
  {
    name: "the judge behind the look, somebody is dialled whose check-up was done",
    breaks: /nobody is dialled whose check-up was done/,
    remove: () =>
      breakFunction(
        sql,
        "private.judge_contact",
        /elsif verdict\.reason_code = 'not_due'.*?'number_planned'\) then/s,
        "elsif false then",
      ),
    history: async (world) => {
      await plan(world);
      await editAll(world, "seen today");
      await tick(world);
    },
  },
  {
    name: "the look's answer that HubSpot has a contact no more, a deleted one is dialled",
    breaks: /nobody is dialled whom HubSpot had no more/,
    remove: () =>
      breakAll(
        breakFunction(
          sql,
          "private.keep_looked_contact",
          "if contact is null then",
          "if contact is null then return null;",
        ),
        breakFunction(sql, "private.judge_contact", "return private.stop('contact_removed')", "return null"),
      ),
    history: async (world) => {
      await plan(world);
      for (const which of [0, 1, 2]) await hubspot.deleteContact(world, { ...ours, which });
      await tick(world);
    },
  },
  {
    name: "the flag of a number, somebody is dialled on a telephone whose other owner does not want it",
    breaks: /no number is dialled that is flagged/,
    remove: () =>
      breakAll(
        breakFunction(
          sql,
          "private.judge_contact",
          "c.phone_hash = s.contact_phone_hash and c.do_not_call",
          "false",
        ),
        breakFunction(
          sql,
          "private.withdraw_flagged_calls",
          "where s.id in (select h.id from held h)",
          "where false",
        ),
      ),
    history: async (world) => {
      await plan(world);
      // The first one's number is the fourth one's too.
      await hubspot.editContact(world, { ...ours, which: 3, edit: "flag" });
      // Search is some seconds late.
      await world.pass(10);
      await hubspot.requestSync(world, 0);
      await syncTick(world);
      await tick(world);
    },
  },
  {
    name: "the rule's switch in the judge, a call of a rule that is off is made",
    breaks: /only while its rule is on/,
    remove: () => breakFunction(sql, "private.judge_contact", "if not rule.is_active then", "if false then"),
    history: async (world) => {
      await plan(world);
      await switchRule(world, 0, false);
      await tick(world);
    },
  },
  {
    name: "the number that the look found, the old one is dialled",
    breaks: /a request only to the number seen at the look/,
    remove: () =>
      breakFunction(
        sql,
        "private.keep_looked_contact",
        "elsif known.phone_hash <> s.contact_phone_hash",
        "elsif false",
      ),
    history: async (world) => {
      await plan(world);
      await editAll(world, "number");
      await tick(world);
    },
  },
  {
    name: "the end of a look whose worker died, its call is never made",
    breaks: /every call ends, waits or is flagged|can leave or says why not/,
    remove: () =>
      breakAll(
        breakView(
          sql,
          "private.organization_lines",
          /AND \(?l\.expires_at > private\."?current_time"?\(\)\)?/,
          "",
        ),
        breakView(
          sql,
          "private.claimable_calls",
          /AND \(?l\.expires_at > private\."?current_time"?\(\)\)?/,
          "",
        ),
      ),
    history: async (world) => {
      await plan(world);
      await world.finish([world.start("dead sweep", sweepOnce, { step: 5, when: "after" })]);
      await world.pass(60);
    },
  },
  {
    name: "the moment that a refused call moves to, every claim meets it again",
    breaks: /comes to rest|can leave or says why not/,
    remove: () => breakFunction(sql, "private.refuse_calls", "coalesce(d.until,", "coalesce(c.not_before,"),
    history: async (world) => {
      await plan(world);
      await world.pass(11 * 3600);
      await tick(world);
    },
  },
  {
    name: "the code of a refusal, a call is moved without a word",
    breaks: /every refusal leaves a code and a sentence/,
    remove: () =>
      breakFunction(
        sql,
        "private.refuse_calls",
        "status_reason_code = d.code",
        "status_reason_code = null",
      ),
    history: async (world) => {
      await plan(world);
      await world.pass(11 * 3600);
      await tick(world);
    },
  },
  {
    name: "the wait that grows with HubSpot's silence, an outage costs a look at every tick",
    breaks: /a silent HubSpot costs few looks/,
    remove: () =>
      breakFunction(sql, "private.judge_unread", "least(now_is - since, interval '1 hour')", "interval '0'"),
    history: async (world) => {
      await plan(world);
      await hubspot.hubspotDown(world, { on: true });
      for (let minutes = 0; minutes < 3 * 60; minutes += 6) {
        await world.pass(360);
        await tick(world);
      }
    },
  },
  {
    name: "the operator's limit of a day, more calls are dialled",
    breaks: /the operator's daily quota/,
    remove: () => breakFunction(sql, "private.dials_left", "p_max_dials_per_day is null", "true"),
    history: async (world) => {
      await hubspot.setQuota(world, 0, 1);
      await plan(world);
      for (const call of await listCalls(world)) {
        await world.finish([world.start("execute", execute(call.id, organizationAt(0).adminId))]);
      }
    },
  },
  {
    name: "the memory of what was called for, one check-up is called for twice",
    breaks: /one call per contact, rule and check-up date/,
    remove: () =>
      breakAll(
        dropIndex(sql, "call_schedules_one_per_occasion"),
        breakFunction(
          sql,
          "private.judge_contacts",
          "when d.contact_id is not null then 'already_called'",
          "",
        ),
      ),
    history: async (world) => {
      await plan(world);
      await tick(world);
      await world.pass(600);
      await tick(world);
      await hubspot.requestSync(world, 0);
      await syncTick(world);
      await tick(world);
    },
  },
  {
    name: "the memory of what a call was tried for, a check-up date that comes back is called for again",
    breaks: /one call per contact, rule and check-up date/,
    remove: () => breakFunction(sql, "private.keep_occasion", "if s.attempt_count > 0 and", "if false and"),
    history: async (world) => {
      for (const which of [1, 2, 3]) await hubspot.deleteContact(world, { ...ours, which });
      world.bolna.account.scripts.add({ ...notAnswered, to: phoneAt(1), times: 1 });
      await plan(world);
      await tick(world);
      await world.pass(120);
      await tick(world);
      await hubspot.editContact(world, { ...ours, which: 0, edit: "seen long ago" });
      await world.pass(2400);
      await tick(world);
      await world.pass(120);
      await tick(world);
      await hubspot.editContact(world, { ...ours, which: 0, edit: "seen another day" });
      await hubspot.requestSync(world, 0);
      await syncTick(world);
      await tick(world);
    },
  },
  {
    name: "the trace of an engagement that was sent, a call is written to HubSpot twice",
    breaks: /one engagement for an attempt/,
    remove: () =>
      breakFunction(
        sql,
        "public.record_crm_step",
        "when 'engagement_sending' then private.current_time()",
        "when 'engagement_sending' then null",
      ),
    history: async (world) => {
      await plan(world);
      await tick(world);
      world.hubspot.addFault(0, { fault: "drop-after-commit", on: "create-call", times: 1 });
    },
  },
  {
    name: "the entry that is born with the settling, a call never reaches HubSpot",
    breaks: /every call is written back/,
    remove: () => dropTrigger(sql, "public.call_attempts", "call_attempts_write_back"),
    history: async (world) => {
      await plan(world);
      await tick(world);
    },
  },
  {
    name: "the lease of an entry, a call whose worker died never reaches HubSpot",
    breaks: /every call is written back/,
    remove: () =>
      breakFunction(
        sql,
        "public.claim_crm_outbox",
        "private.current_time() + make_interval(secs => p_lease_seconds)",
        "'infinity'",
      ),
    history: async (world) => {
      await plan(world);
      await tick(world);
      await world.pass(120);
      await tick(world);
      await world.finish([world.start("dead sync", syncOnce, { step: 6, when: "after" })]);
    },
  },
  {
    name: "the question for what a full reading misses, a contact that was deleted stays here",
    breaks: /the copy of the contacts is HubSpot's/,
    remove: () =>
      breakFunction(sql, "public.save_contacts_page", "if run.kind = 'full' then", "if false then"),
    history: async (world) => {
      await hubspot.putToken(world, 0);
      await syncTick(world);
      world.hubspot.account(0).archiveContact(patientId(0, 3));
    },
  },
];

testGuards(db, guards);

/** Connects the first organisation, and plans a call for each of its three numbers. */
async function plan(world: World): Promise<void> {
  await hubspot.putToken(world, 0);
  await createRule(world, { ...ours, kind: "checkup_threshold", days: 5, most: 100 });
  await syncTick(world);
}

async function editAll(world: World, edit: hubspot.Edit): Promise<void> {
  for (const which of [0, 1, 2, 3]) await hubspot.editContact(world, { ...ours, which, edit });
}
