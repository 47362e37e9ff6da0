import type { Case } from "./case.ts";
import type { PolicyAttempt, PolicyCall, PolicyOrganization, Suppression } from "../policy-rows.ts";
import { dayMs } from "./days.ts";
import type { OtherRule } from "./law-book.ts";
import { localDayOf, startOfDay } from "./local-clock.ts";
import { isOpen } from "./open-hours.ts";
import { findPlace } from "./terms-of-call.ts";

export type Question = Pick<Case, "rows" | "law" | "hasRung"> & {
  scheduleId: string;
  isOverridden?: boolean;
  attemptId?: string;
  now: number;
};

/** Undefined: there is no such call. */
export function openCase(
  { scheduleId, now, isOverridden = false, attemptId, ...rest }: Question,
): Case | undefined {
  const call = rest.rows.calls.find(({ id }) => id === scheduleId);
  const organization = rest.rows.organizations.find(({ id }) => id === call?.org_id);
  if (call === undefined || organization === undefined) return undefined;
  const place = findPlace(call, organization.time_zone, rest.law, now);
  return { ...rest, call, organization, place, isOverridden, attemptId };
}

/** Inside the windows of law and organisation, with time left to be rung. */
export function isWithinHours(file: Case, at: number): boolean {
  return isOpen(file, at, { isOwn: true }) || (file.isOverridden && isOpen(file, at, { isOwn: false }));
}

/** The cap that one more call at that moment would break. */
export function findBrokenCap(file: Case, at: number): string | undefined {
  const { call, organization, isOverridden, place } = file;
  const calls = countedCalls(file);
  const own = isOverridden ? [] : organization.caps.map(({ calls, per, scope = "number" }) => ({
    name: `own ${calls} in ${per} to a ${scope}`,
    most: Number(calls),
    ms: { "24 hours": dayMs, "7 days": 7 * dayMs, "30 days": 30 * dayMs }[per],
    isPerDay: false,
    isOfSubject: scope === "subject",
  }));
  const legal = rulesOf(file, "cap", at).map(({ id, max_calls, period, per_day }) => ({
    name: id,
    most: max_calls ?? 0,
    ms: (period ?? 0) * 1000,
    isPerDay: per_day,
    isOfSubject: false,
  }));
  const [zone = "UTC"] = place.zones;
  return [...own, ...legal].find(({ most, ms, isPerDay, isOfSubject }) => {
    const counted = calls.filter(({ topic }) => !isOfSubject || topic === call.call_topic);
    const since = (moment: number) =>
      counted.filter(({ claimed_at }) => claimed_at > moment && claimed_at <= at).length;
    return since(at - ms) >= most || (isPerDay && since(startOfDay(zone, at) - 1) >= most);
  })?.name;
}

/** Does the organisation call that country at all. */
export function isCountryOff({ call, organization }: Case): boolean {
  return organization.countries !== null &&
    (call.country === null || !organization.countries.includes(call.country));
}

export function isWithinGap(file: Case, at: number): boolean {
  const ms = file.organization.gap_minutes * 60_000;
  return !file.isOverridden && ms > 0 &&
    countedCalls(file).some(({ claimed_at }) => claimed_at <= at && claimed_at > at - ms);
}

/** After a talk, as long as the law asks. */
export function isQuiet(file: Case, at: number): boolean {
  const ms = Math.max(0, ...rulesOf(file, "quiet_after_talk", at).map(({ quiet }) => (quiet ?? 0) * 1000));
  return countedCalls(file).some(({ answered, ended_at }) => answered === true && (ended_at ?? 0) > at - ms);
}

/** Something that the agent must say at the start and does not. */
export function findUnsaid(file: Case, at: number): string | undefined {
  const { opening } = file.call;
  if (opening === null) return undefined;
  return rulesOf(file, "opening", at).flatMap((rule) => rule.opening ?? []).find((mark) =>
    !opening.includes(mark)
  );
}

/** What keeps the number from being called: on the organisation's list or the operator's. */
export function findSuppression({ call, rows }: Case, at: number): string | undefined {
  const own = rows.suppressions.find((one) => one.removed_at === null && holds(one, call, at));
  if (own !== undefined) return `${own.source} ${own.scope}`;
  const global = rows.globals.find(({ hash, scope }) =>
    hash === call.global_hash && (scope === "all" || isSelling(call))
  );
  if (global !== undefined) return `the operator's, ${global.scope}`;
  return call.global_hash === null && rows.globals.length > 0 ? "unread, while there is a list" : undefined;
}

/** Does a row of the organisation's list mean this call; one for a time only, until its end or as long as it was asked for. */
export function holds(one: Suppression, call: PolicyCall, at: number): boolean {
  const isMeant = one.org_id === call.org_id && one.hash === call.hash &&
    (one.contact_id === null || one.contact_id === call.contact_id) &&
    (one.scope === "all" || (one.scope === "marketing" && isSelling(call)) ||
      (one.scope === "topic" && one.topic === call.call_topic));
  const isForGood = one.expires_at === null ||
    (isSelling(call) && !["user", "import", "operator"].includes(one.source));
  return isMeant && (isForGood || (one.expires_at ?? 0) > at);
}

/** The consent that is asked for and not there. */
export function findMissingConsent(file: Case, at: number): string | undefined {
  const { call, rows } = file;
  const asked = rulesOf(file, "consent", at).map(({ consent }) => consent);
  if (asked.length === 0) return undefined;
  const isWritten = asked.includes("express_written");
  const own = rows.consents.filter((one) =>
    one.org_id === call.org_id && one.hash === call.hash && one.contact_id === call.contact_id &&
    one.purposes.includes(call.purpose)
  );
  const isGiven = own.some((one) =>
    (one.kind === "express_written" || (one.kind === "express" && !isWritten)) && one.artificial_voice &&
    one.obtained_at <= at && at < one.valid_until &&
    !own.some(({ revoked_at }) => revoked_at !== null && revoked_at >= one.obtained_at)
  );
  return isGiven ? undefined : isWritten ? "express_written" : "express";
}

/** The registry that lists the number, or was not asked of late. */
export function findRegistry(file: Case, at: number): string | undefined {
  const { call, rows } = file;
  return rulesOf(file, "registry", at).find(({ registry, max_age_days }) => {
    const asked = rows.checks.filter((check) =>
      check.hash === call.global_hash && check.registry === registry &&
      (check.org_id === null || check.org_id === call.org_id)
    );
    const newest = Math.max(-Infinity, ...asked.map(({ checked_at }) => checked_at));
    const isStale = call.purpose === "marketing" && newest + (max_age_days ?? 0) * dayMs <= at;
    return asked.some(({ listed }) => listed) || isStale;
  })?.registry ?? undefined;
}

/** Calls that rang, or may have: unknown ones, retries, whoever booked them. */
function countedCalls({ call, rows, hasRung, attemptId }: Case): PolicyAttempt[] {
  return rows.attempts.filter(({ id, org_id, hash, state }) =>
    id !== attemptId && org_id === call.org_id && hash === call.hash && (state !== "ended" || hasRung(id))
  );
}

/** Surveys easily turn into selling. */
function isSelling({ purpose }: PolicyCall): boolean {
  return purpose === "marketing" || purpose === "survey";
}

/** Those of every jurisdiction of the call, on the day there; the default's where none of them has a word on it. */
function rulesOf(
  { call, place, law, organization }: Case,
  aspect: OtherRule["aspect"],
  at: number,
): OtherRule[] {
  const [zone = "UTC"] = place.zones;
  const day = localDayOf(zone, at);
  const valid = law.others.filter((rule) =>
    rule.aspect === aspect && rule.purposes.includes(call.purpose) && rule.valid_from <= day &&
    (rule.valid_to === null || day < rule.valid_to) &&
    (rule.jurisdiction === "*" || place.jurisdictions.includes(rule.jurisdiction))
  );
  const ofPlaces = valid.filter(({ jurisdiction }) => jurisdiction !== "*");
  return (ofPlaces.length > 0 ? ofPlaces : valid).filter(({ id }) =>
    !isLoosened(organization, id, aspect, at)
  );
}

function isLoosened(
  { loosened }: PolicyOrganization,
  id: string,
  aspect: OtherRule["aspect"],
  at: number,
): boolean {
  return loosened.some(({ rule_id, until }) =>
    (until === null || Date.parse(until) > at) &&
    (rule_id === id || (rule_id === "*" && (aspect === "cap" || aspect === "quiet_after_talk")))
  );
}
