import type { Sql } from "postgres";
import { claimLaws } from "./claim-laws.ts";
import { type AttemptRow, type ClaimRows, readClaimRows, type ScheduleRow } from "./claim-rows.ts";
import type { Conductor } from "./conductor.ts";
import { createLookWatch } from "./look-watch.ts";
import type { LawBook } from "./policy/law-book.ts";
import { openCase } from "./policy/second-opinion.ts";
import { type PolicyRows, readPolicyRows } from "./policy-rows.ts";
import type { Tally } from "./tally.ts";
import type { Sighting } from "./virtual-hubspot.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface Claim {
  attemptId: string;
  scheduleId: string;
  orgId: string;
  trigger: string;
  leaseEndsAt: number;
  /** The number that its contact had at the look; undefined where it goes to the one it was booked with. */
  phone: string | undefined;
}

interface ClaimWatchDeps {
  sql: Sql;
  conductor: Conductor;
  time: VirtualTime;
  tally: Tally;
  law: LawBook;
  hasRung: (attemptId: string) => boolean;
  /** Has an admin given a reason for calling this one outside the organisation's own hours, gaps and caps. */
  isOverridden: (scheduleId: string) => boolean;
  report: (rule: string, detail: string) => void;
}

/** Looks at the rows before and after every claim and reports one that was not allowed at its moment. */
export function createClaimWatch(
  { sql, conductor, time, tally, law, hasRung, isOverridden, report }: ClaimWatchDeps,
) {
  const claims = new Map<string, Claim>();
  /** Which call was made for a rule, contact and check-up. */
  const made = new Map<string, string>();
  const looks = createLookWatch({ time, tally, report });

  /** `sightings`: what the worker has seen of contacts so far, by the id that it asked for. */
  async function watch(
    act: () => Promise<unknown>,
    sightings: ReadonlyMap<string, Sighting>,
  ): Promise<unknown> {
    const before = await conductor.outside(() => readClaimRows(sql));
    try {
      return await act();
    } finally {
      const after = await conductor.outside(() => readClaimRows(sql, before));
      const fresh = after.attempts.filter(({ id }) => !claims.has(id));
      if (fresh.length > 0) {
        const policy = await conductor.outside(() => readPolicyRows(sql));
        for (const attempt of fresh) judgeAttempt(attempt, { before, after, policy, sightings });
      }
      judgeRefusals(before, after);
      looks.judge(before, after);
    }
  }

  function judgeAttempt(
    attempt: AttemptRow,
    { before, after, policy, sightings }: {
      before: ClaimRows;
      after: ClaimRows;
      policy: PolicyRows;
      sightings: ReadonlyMap<string, Sighting>;
    },
  ): void {
    const schedule = before.schedules.find(({ id }) => id === attempt.schedule_id) ??
      findFed(after, attempt.schedule_id);
    const sighting = sightings.get(schedule?.contact_id ?? "");
    const isOurs = ({ org_id }: { org_id: string }) => org_id === attempt.org_id;
    const facts = {
      attempt,
      schedule,
      attempts: after.attempts.filter(isOurs),
      looks: after.looks.filter(isOurs),
      sighting,
      file: openCase({
        scheduleId: attempt.schedule_id,
        attemptId: attempt.id,
        rows: policy,
        law,
        hasRung,
        isOverridden: attempt.trigger === "execute" && isOverridden(attempt.schedule_id),
        now: time.now(),
      }),
      now: time.now(),
    };
    for (const { rule, isBroken } of claimLaws) {
      if (isBroken(facts)) report(rule, `attempt ${attempt.id} of ${JSON.stringify({ schedule, sighting })}`);
    }
    const isPlanned = typeof schedule?.occasion === "string";
    claims.set(attempt.id, {
      attemptId: attempt.id,
      scheduleId: attempt.schedule_id,
      orgId: attempt.org_id,
      trigger: attempt.trigger,
      leaseEndsAt: attempt.lease_expires_at.getTime(),
      phone: isPlanned ? sighting?.contact?.properties.mobilephone : undefined,
    });
    if (isPlanned) judgeOccasion(attempt, after);
    if (attempt.campaign_id !== null) tally.add("campaign calls");
  }

  function judgeOccasion({ schedule_id }: AttemptRow, { schedules }: ClaimRows): void {
    const { rule_id, contact_id, occasion } = schedules.find(({ id }) => id === schedule_id) ?? {};
    if (rule_id === null) return;
    const key = `${rule_id} ${contact_id} ${occasion}`;
    const first = made.get(key) ?? schedule_id;
    made.set(key, first);
    if (first !== schedule_id) {
      report("one call per contact, rule and check-up date", `${first} and ${schedule_id} for ${key}`);
    }
  }

  /** What a claim leaves or moves without an attempt says why. */
  function judgeRefusals(before: ClaimRows, after: ClaimRows): void {
    for (const schedule of after.schedules) {
      const known = before.schedules.find(({ id }) => id === schedule.id) ?? findFed(after, schedule.id);
      const isSame = known?.call_status === schedule.call_status &&
        known.not_before?.getTime() === schedule.not_before?.getTime();
      if (isSame) continue;
      const hasAttempt = after.attempts.some((one) =>
        one.schedule_id === schedule.id && one.state !== "ended"
      );
      if (schedule.call_status === "in_progress" ? !hasAttempt : hasAttempt) {
        report("an attempt for what is dialled, and none for what is refused", JSON.stringify(schedule));
      }
      const isTold = schedule.status_reason_code !== null && schedule.status_reason !== null;
      if (schedule.call_status !== "in_progress" && !isTold) {
        report("every refusal leaves a code and a sentence", JSON.stringify(schedule));
      }
    }
  }

  return { claims, watch };
}

/** A call that a campaign's contact got in this claim, as it stood until it was taken. */
function findFed({ schedules }: ClaimRows, scheduleId: string): ScheduleRow | undefined {
  const fed = schedules.find(({ id, campaign_id }) => id === scheduleId && campaign_id !== null);
  return fed && { ...fed, call_status: "scheduled", dial_after: fed.dial_after ?? fed.due_at };
}
