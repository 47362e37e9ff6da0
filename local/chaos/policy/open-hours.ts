import type { Case } from "./case.ts";
import { dayMs } from "./days.ts";
import type { Minutes, Terms } from "./law.ts";
import { readOpenMinutes } from "./open-minutes.ts";
import { findSpans } from "./oracle-spans.ts";

/**
 * May a call begin at that moment, and still be rung before the window closes: by Temporal and the law as data. `isOwn`: also by
 * the organisation's week and closed days, and less what it has loosened.
 */
export function isOpen(file: Case, at: number, { isOwn }: { isOwn: boolean }): boolean {
  const { call, organization, law, place } = file;
  if (place.zones.length === 0) return false;
  const rules = law.hours.get(call.purpose) ?? [];
  const loosened = isOwn
    ? organization.loosened.filter(({ until }) => until === null || Date.parse(until) > at)
    : [];
  const isAllLoosened = loosened.some(({ rule_id }) => rule_id === "*");
  const week = isOwn ? organization.week : null;
  const terms: Terms = {
    isMarketing: call.purpose === "marketing",
    jurisdictions: place.jurisdictions,
    zones: place.zones,
    rules: rules.filter(({ jurisdiction }) =>
      jurisdiction === "*" || place.jurisdictions.includes(jurisdiction)
    ),
    holidays: law.holidays,
    overrides: law.overrides,
    week: week === null ? null : readMinutes(week),
    loosened: isAllLoosened ? rules.map(({ id }) => id) : loosened.map(({ rule_id }) => rule_id),
    blackouts: [
      ...file.rows.blackouts
        .filter(({ jurisdiction }) => jurisdiction === null || place.jurisdictions.includes(jurisdiction))
        .map(({ from, to }) => [from, to] as const),
      ...(isOwn ? organization.blackouts : []).map(({ from, to }) =>
        [Date.parse(from), Date.parse(to)] as const
      ),
    ],
  };
  const isUnruled = terms.rules.length === 0 && week === null && terms.blackouts.length === 0;
  if (isUnruled) return true;
  const key = JSON.stringify([call.purpose, place.jurisdictions, week, terms.loosened]);
  const open = law.known.get(key) ?? readOpenMinutes(terms);
  law.known.set(key, open);
  const rest = restOf(file);
  return findSpans(terms, open, at - dayMs, at + dayMs).some(([opens, closes]) =>
    opens <= at && closes >= at + rest
  );
}

/** What must be left of a window: a call may wait so long in Bolna's queue, and none begins in the last minutes. */
function restOf({ call, organization }: Case): number {
  return Math.max(organization.queue_seconds, call.purpose === "marketing" ? 300 : 120) * 1000;
}

/** `{[540,1200),[1980,2640)}`. */
function readMinutes(text: string): Minutes {
  return [...text.matchAll(/\[(\d+),(\d+)\)/g)].map(([, from, to]) => [Number(from), Number(to)] as const);
}
