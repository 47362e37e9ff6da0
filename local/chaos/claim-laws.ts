import type { ClaimLaw } from "./claim-law.ts";
import type { AttemptRow, ScheduleRow } from "./claim-rows.ts";
import { policyLaws } from "./policy-laws.ts";

/** A look and the claim that ends it lie at most so far apart. */
const longestLookMs = 45_000;
const dayMs = 86_400_000;

/** The laws of every claim. Another one is another line, here or, of the calling policy, in policy-laws.ts. */
export const claimLaws: readonly ClaimLaw[] = [
  ...policyLaws,
  {
    rule: "dialled only while allowed",
    isBroken: ({ schedule }) => schedule?.call_status !== "scheduled" || !schedule.may_be_dialled,
  },
  {
    rule: "dialled only when due",
    isBroken: ({ attempt, schedule, now }) => {
      if (attempt.trigger === "execute" || schedule === undefined) return false;
      const due = attempt.trigger === "overdue" ? schedule.due_at : schedule.dial_after;
      return due === null || due.getTime() > now;
    },
  },
  {
    rule: "live calls within the cap",
    isBroken: ({ attempt, attempts, looks }) => attempts.filter(isLive).length + looks.length > attempt.cap,
  },
  {
    rule: "one live attempt for a schedule and a number",
    isBroken: ({ attempt, attempts }) =>
      attempts.filter(isLive).filter((other) =>
        other.contact_phone_hash === attempt.contact_phone_hash || other.schedule_id === attempt.schedule_id
      ).length > 1,
  },
  {
    rule: "the operator's daily quota",
    isBroken: ({ attempts, schedule }) =>
      attempts.filter((one) => one.is_of_today && (isLive(one) || one.execution !== null)).length >
        (schedule?.quota ?? Infinity),
  },
  {
    rule: "a rule's call leaves within the calling hours",
    isBroken: ({ attempt, schedule }) =>
      isPlanned(schedule) && attempt.trigger === "sweep" &&
      (schedule.clock < schedule.hours_from || schedule.clock >= schedule.hours_to),
  },
  {
    rule: "a rule's call leaves only while its rule is on and HubSpot connected",
    isBroken: ({ schedule }) =>
      isPlanned(schedule) && !(schedule.rule_is_active === true && schedule.is_connected),
  },
  {
    rule: "a campaign's call leaves only while its campaign runs",
    isBroken: ({ schedule }) =>
      typeof schedule?.campaign_id === "string" && schedule.campaign_state !== "running",
  },
  {
    rule: "calls of a campaign within its own bound",
    isBroken: ({ attempt, attempts, schedule }) =>
      attempt.campaign_id !== null && attempt.trigger === "sweep" &&
      attempts.filter((one) => isLive(one) && one.campaign_id === attempt.campaign_id).length >
        (schedule?.campaign_most ?? Infinity),
  },
  {
    rule: "one line is never a campaign's",
    isBroken: ({ attempt, attempts }) =>
      attempt.campaign_id !== null && attempt.trigger === "sweep" && attempt.cap > 1 &&
      attempts.filter((one) => isLive(one) && one.campaign_id !== null).length >= attempt.cap,
  },
  {
    rule: "no number is dialled that is flagged, whoever carries it",
    isBroken: ({ attempt }) => attempt.is_flagged,
  },
  {
    rule: "a rule's call leaves only after a look at its contact",
    isBroken: ({ schedule, sighting, now }) =>
      isPlanned(schedule) && (sighting === undefined || now - sighting.at > longestLookMs),
  },
  {
    rule: "nobody is dialled whom HubSpot had no more",
    isBroken: ({ schedule, sighting }) => isPlanned(schedule) && sighting?.contact === null,
  },
  {
    rule: "nobody is dialled who was flagged at the look",
    isBroken: ({ sighting }) => sighting?.contact?.properties.do_not_call === "true",
  },
  {
    rule: "nobody is dialled whose check-up was done at the look",
    isBroken: ({ schedule, sighting }) =>
      isPlanned(schedule) && schedule.rule_type === "checkup_threshold" &&
      !isOldEnough(sighting?.contact?.properties.last_checkup_date, schedule),
  },
];

function isPlanned(schedule: ScheduleRow | undefined): schedule is ScheduleRow {
  return schedule !== undefined && schedule.occasion !== null;
}

function isLive({ state }: AttemptRow): boolean {
  return state !== "ended";
}

function isOldEnough(day: string | undefined, { today, checkup_threshold_days }: ScheduleRow): boolean {
  if (day === undefined) return false;
  return Date.parse(day) + (checkup_threshold_days ?? 0) * dayMs <= Date.parse(today);
}
